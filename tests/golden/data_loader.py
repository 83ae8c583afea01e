"""The order in which PyTorch's DataLoader visits samples, for DataLoaderTest. Run: python tests/golden/data_loader.py"""

import torch
from torch.utils.data import DataLoader, TensorDataset

from golden_file import GoldenFile

golden = GoldenFile("data_loader.txt", "data_loader.py", f"PyTorch {torch.__version__}")
dataset = TensorDataset(torch.arange(11))


def order(loader):
    return [v for (batch,) in loader for v in batch.tolist()]


own = torch.Generator().manual_seed(5)
loader = DataLoader(dataset, batch_size=4, shuffle=True, generator=own)
golden.add("own generator, epoch 1", order(loader))
golden.add("own generator, epoch 2", order(loader))
golden.add("own generator, rand after", torch.rand(3, generator=own).tolist())

torch.manual_seed(5)
loader = DataLoader(dataset, batch_size=4, shuffle=True)
golden.add("global generator, epoch 1", order(loader))
golden.add("global generator, epoch 2", order(loader))
golden.add("global generator, rand after", torch.rand(3).tolist())

torch.manual_seed(5)
loader = DataLoader(dataset, batch_size=4)
golden.add("in order", order(loader))
golden.add("in order, rand after", torch.rand(3).tolist())

golden.write()
