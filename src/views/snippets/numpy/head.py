# {link}
# pip install numpy ml_dtypes
import ml_dtypes
import numpy as np

