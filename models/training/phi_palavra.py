"""
PALAVRA's start: an encoder of a set of photos, here views of one training photo. Each is mapped by itself, the mean is mapped to
a token; the sentence with it must be nearer to the photos of the set, and to a caption of theirs, than to all others.
The program gives it sets of one photo, and goes on by descent.
"""

import torch
from torch import Tensor

from .phi import PHOTO, SetEncoder, start_as
from .phi_data import VIEWS, PhiData
from .phi_evaluate import dev_line
from .phi_pic2word import contrast
from .phi_training import train

BATCH = 128
RATE = 1e-3


def train_palavra(data: PhiData, steps: int) -> SetEncoder:
    encoder = SetEncoder()
    start_as(encoder.whole, data.reader.usual_word(data.lessons[0][:4000]))
    of_photo = torch.tensor(data.flickr.captions_of(list(range(len(data.flickr.names))))).view(-1, 5)

    def loss_of() -> Tensor:
        chosen, _ = data.some_photos(BATCH)
        size = int(torch.randint(1, VIEWS + 1, ()))
        photos = data.photos[torch.randperm(VIEWS)[:size]][:, chosen].transpose(0, 1)
        sentences = data.reader.embed([PHOTO] * BATCH, encoder(photos))
        captions = data.captions[of_photo[chosen, torch.randint(5, (BATCH,))]]
        return contrast(sentences, photos.mean(1)) + contrast(sentences, captions)

    train(encoder, "palavra", data.work, steps, RATE, loss_of, lambda: dev_line(encoder, data))
    return encoder
