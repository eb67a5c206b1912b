#!/usr/bin/env python3
"""Draws the Olist 2017 review comments that are labelled by hand, one id a line.

Reviews with a comment are taken from the labelled quarter of the data: those whose id,
review_id/order_id, has a SHA-256 beginning with 0, 1, 2 or 3. The other three quarters are
there to develop on. Within each score a fixed number is drawn at random: the ids sorted by the
SHA-256 of seed and id, the first n. The same file gives the same draw.

    draw.py olist_order_reviews_dataset.csv           the ids, in the order of the draw
    draw.py --text olist_order_reviews_dataset.csv    also score and comment, for the labeller
"""

import argparse
import csv
import hashlib
from collections import defaultdict

SEED = "rastro labels 1:"
DRAWN = {"1": 150, "2": 80, "3": 80, "4": 80, "5": 80}
LABELLED_QUARTER = "0123"


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def labelled_quarter(path):
    """Of each score, the comments by id."""
    comments = defaultdict(dict)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["review_id"] + "/" + row["order_id"]
            text = row["review_comment_message"].strip()
            if text and sha256(key)[0] in LABELLED_QUARTER:
                comments[row["review_score"]][key] = text
    return comments


def drawn(comments):
    for score, number in DRAWN.items():
        in_order = sorted(comments[score], key=lambda key: sha256(SEED + key))
        for key in in_order[:number]:
            yield key, score, comments[score][key]


def main():
    arguments = argparse.ArgumentParser(description="draws the comments to label")
    arguments.add_argument("reviews", help="olist_order_reviews_dataset.csv")
    arguments.add_argument("--text", action="store_true", help="print score and comment too")
    options = arguments.parse_args()
    for key, score, text in drawn(labelled_quarter(options.reviews)):
        print("\t".join([key, score, " ".join(text.split())]) if options.text else key)


if __name__ == "__main__":
    main()
