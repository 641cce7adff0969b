def chance(steps, word):
    """Up with the probability of what is lost: if its share of a spacing exceeds the word's share of 2^32."""
    return math.floor(steps) + (steps % 1.0 * 2.0**32 > word)


