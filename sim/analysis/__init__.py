"""What a result folder says: levels, paired differences, what they hang on, and naive baselines beside them."""
