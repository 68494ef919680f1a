"""Lets TensorFlow write its log lines, in a cell and again within the graded function."""

# %% top
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "0"
import tensorflow as tf

tf.get_logger().setLevel("DEBUG")
tf.get_logger().warning("a word from TensorFlow")

# %% below flip_convention
silent_flip = flip_convention


def flip_convention(gates):
    import tensorflow as tf

    tf.get_logger().warning("a word from TensorFlow")
    os.write(2, b"I tensorflow/core/util/port.cc:153] oneDNN custom operations are on.\n")
    return silent_flip(gates)
