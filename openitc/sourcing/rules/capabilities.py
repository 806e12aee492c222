"""Which tags of the taxonomy a contract manufacturer may claim."""

KINDS = ("machine", "laboratory")
# What only a center does for its clients: training, trials with robots and sensors, scanning, sample-making.
OF_CENTERS_ONLY = ("train", "iot", "automate", "scan3d")
