# {link}
# pip install numpy
import numpy as np

