# {link}
# pip install numpy torch
import numpy as np
import torch

