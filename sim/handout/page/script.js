"use strict";
(() => {
  const tip = document.getElementById("tip");
  let shown = null;
  const hide = () => { tip.hidden = true; shown = null; };
  const show = (mark) => {
    shown = mark;
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const at = mark.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const left = Math.min(Math.max(4, at.left + at.width / 2 - own.width / 2), wide - own.width - 4);
    const above = at.top - own.height - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 4 ? above : Math.min(at.bottom + 8, innerHeight - own.height - 4)}px`;
  };
  for (const group of document.querySelectorAll(".spots")) {
    const marks = [...group.children];
    const box = group.closest(".drawing");  // listens: an element of SVG that does could itself be tabbed to
    for (const mark of marks) {  // the tooltip of the page takes the place of the browser's
      mark.setAttribute("aria-label", mark.textContent);
      mark.replaceChildren();
    }
    const move = (to) => {
      for (const mark of marks) mark.tabIndex = mark === to ? 0 : -1;
      to.focus();
    };
    box.addEventListener("keydown", (event) => {
      const place = marks.indexOf(event.target), last = marks.length - 1;
      const to = place < 0 ? undefined : {ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1,
                  Home: 0, End: last}[event.key];
      if (to === undefined) return;
      event.preventDefault();
      move(marks[Math.min(last, Math.max(0, to))]);
    });
    box.addEventListener("pointerover", (event) => { if (marks.includes(event.target)) show(event.target); });
    box.addEventListener("pointerout", (event) => {
      if (event.pointerType === "mouse" && event.target !== document.activeElement) hide();
    });
    box.addEventListener("click", (event) => { if (marks.includes(event.target)) move(event.target); });
    box.addEventListener("focusin", (event) => { if (marks.includes(event.target)) show(event.target); });
    box.addEventListener("focusout", hide);
  }
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  addEventListener("scroll", () => { if (shown) show(shown); }, {capture: true, passive: true});
  const reveal = () => {  // what a link leads to may be folded away
    const to = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = to && to.closest("details:not([open])");
    if (folded) { folded.open = true; to.scrollIntoView(); }
  };
  addEventListener("hashchange", reveal);
  reveal();
  let opened = [];
  addEventListener("beforeprint", () => {
    hide();
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of opened) one.open = false; });
  if (matchMedia("(max-width: 71.9rem)").matches) document.querySelector("nav details").open = false;
})();
