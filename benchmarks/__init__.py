"""Speed as ratios: what we do against a bare floor or a peer, both measured in the same run."""
