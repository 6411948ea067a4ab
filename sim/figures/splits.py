"""The parts into which worlds are split: by the numbers that authors dispute, and by whether a pact came into force."""

from __future__ import annotations

from sim.analysis.conditional import PACT_SPLIT

__all__ = ["NAMES", "PACT_SPLIT", "PRIOR_SPLIT"]

PRIOR_SPLIT = "law.pact_formation_prior"
NAMES = {
    PRIOR_SPLIT: "Prior chance that an offered pact forms within ten years",
    "law.deterrence_effect": "How much deterrence prevents crises",
    "law.provocation_effect": "How much alignment provokes crises",
    PACT_SPLIT: "Pact ever in force",
}
"""What a reader calls each split."""
