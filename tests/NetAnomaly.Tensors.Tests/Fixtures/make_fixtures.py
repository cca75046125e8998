#!/usr/bin/env python3
"""Makes pytorch.safetensors: values and gradients of PyTorch that the tests compare with.

Run once: /usr/bin/python3 make_fixtures.py   (needs torch; made with 1.13 of Debian 12)
The file was made with more cases, which have been taken out since: run again, it gets other numbers.

Every case has inputs (NAME/in.X), parameters and buffers (NAME/state.X), results (NAME/out.I) and gradients of
sum over results of sum((0.6 + sin(1.7 i + 0.3)) * result[i]) (NAME/grad.X for inputs, NAME/state_grad.X for parameters).
Everything is computed in double precision and written as single.
"""
import json
import struct

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(20)
store = {}


def put(name, value):
    value = value.detach()
    store[name] = (value if value.dtype == torch.int64 else value.to(torch.float32)).contiguous().clone()


def case(name, call, inputs, module=None, no_grad=()):
    """Runs one case; call takes the inputs by name."""
    if module is not None:
        for parameter in module.parameters():
            parameter.data.copy_(torch.randn_like(parameter) * 0.4 + (1.0 if parameter.dim() == 1 and 'norm' in name else 0.0))
        for key, value in module.state_dict().items():
            put(f'{name}/state.{key}', value)
    for key, value in inputs.items():
        put(f'{name}/in.{key}', value.to(torch.int64) if value.dtype == torch.bool else value)
        if value.is_floating_point() and key not in no_grad:
            value.requires_grad_()
    results = call(**inputs)
    if isinstance(results, torch.Tensor):
        results = (results,)
    total = 0
    for i, result in enumerate(results):
        put(f'{name}/out.{i}', result)
        weights = 0.6 + torch.sin(1.7 * torch.arange(result.numel(), dtype=torch.float64) + 0.3)
        if result.requires_grad:
            total = total + (result.reshape(-1) * weights).sum()
    total.backward()
    for key, value in inputs.items():
        if value.grad is not None:
            put(f'{name}/grad.{key}', value.grad)
    if module is not None:
        for key, parameter in module.named_parameters():
            put(f'{name}/state_grad.{key}', parameter.grad)
        for key, buffer in module.named_buffers():
            put(f'{name}/after.{key}', buffer)


def ids(limit, *shape):
    return torch.randint(0, limit, shape)


r = torch.randn
case('linear', *(lambda m: (lambda x: m(x), {'x': r(2, 3, 4)}, m))(nn.Linear(4, 5)))
case('embedding', *(lambda m: (lambda ids: m(ids), {'ids': ids(6, 3, 4)}, m))(nn.Embedding(6, 3, padding_idx=2)))
case('conv1d', *(lambda m: (lambda x: m(x), {'x': r(2, 3, 9)}, m))(nn.Conv1d(3, 4, 3, stride=2, padding=2)))

for name, arguments, shape in [
        ('lstm', dict(num_layers=1), (5, 3, 4)),
        ('lstm_batch_first_deep_both', dict(num_layers=2, batch_first=True, bidirectional=True), (3, 5, 4)),
        ('lstm_no_bias', dict(num_layers=2, bias=False), (5, 3, 4))]:
    m = nn.LSTM(4, 3, **arguments)
    states = arguments['num_layers'] * (2 if arguments.get('bidirectional') else 1)

    def run(x, h, c, m=m):
        out, (hn, cn) = m(x, (h, c))
        return out, hn, cn
    case(name, run, {'x': r(*shape), 'h': r(states, 3, 3), 'c': r(states, 3, 3)}, m)

case('layer_norm', *(lambda m: (lambda x: m(x), {'x': r(3, 2, 5) * 2 + 1}, m))(nn.LayerNorm(5)))
m = nn.BatchNorm1d(3)
case('batch_norm', lambda x, m=m: m(x), {'x': r(4, 3, 5) * 2 + 1}, m)
m = nn.BatchNorm1d(3).eval()
m.running_mean.copy_(r(3))
m.running_var.copy_(torch.rand(3) + 0.5)
case('batch_norm_eval', lambda x, m=m: m(x), {'x': r(4, 3)}, m)

causal = torch.full((5, 5), float('-inf')).triu(1)
padding = torch.tensor([[False] * 5, [False, False, False, True, True], [False, False, False, False, True]])
m = nn.MultiheadAttention(8, 2)


def attend(x, mask, padding, m=m):
    result, weights = m(x, x, x, key_padding_mask=padding.bool(), attn_mask=mask)
    return result, weights.detach()


case('attention', attend, {'x': r(5, 3, 8), 'mask': causal, 'padding': padding}, m, no_grad=('mask',))
m2 = nn.MultiheadAttention(8, 4, bias=False)
case('attention_cross', lambda q, k, v: m2(q, k, v, need_weights=False)[0], {'q': r(3, 2, 8), 'k': r(4, 2, 8), 'v': r(4, 2, 8)}, m2)

for name, activation, first in [('transformer_layer_norm_last', 'relu', False), ('transformer_layer_norm_first', 'gelu', True)]:
    m = nn.TransformerEncoderLayer(8, 2, 12, 0.0, activation=activation, norm_first=first)
    case(name, lambda x, mask, padding, m=m: m(x, mask, padding.bool()), {'x': r(5, 3, 8), 'mask': causal.clone(), 'padding': padding}, m, no_grad=('mask',))
m = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 6, 0.0), 2)
case('transformer', lambda x, mask, m=m: m(x, mask), {'x': r(5, 2, 4), 'mask': causal.clone()}, m, no_grad=('mask',))

x9 = torch.randperm(36).reshape(2, 2, 9) * 0.1 - 1.5
case('max_pool1d', lambda x: F.max_pool1d(x, 3, 2, 1, 2), {'x': x9.clone()})
case('max_pool1d_ceil', lambda x: F.max_pool1d(x, 2, 2, ceil_mode=True), {'x': x9.clone()})

wide = torch.linspace(-4, 4, 23)
for name, function in [('gelu', F.gelu), ('exp', torch.exp), ('relu', torch.relu)]:
    case(name, lambda x, function=function: function(x), {'x': wide.clone()})
case('log_softmax', lambda x: F.log_softmax(x, -1), {'x': r(2, 4, 3) * 5})
case('logsumexp', lambda x: torch.logsumexp(x, 1), {'x': r(2, 4, 3) * 5})

target = torch.tensor([2, 0, -100, 4, 1, 3])
weight = torch.tensor([0.5, 1.0, 2.0, 0.7, 1.3])
for reduction in ('none', 'mean', 'sum'):
    case(f'cross_entropy_{reduction}', lambda x, y, reduction=reduction: F.cross_entropy(x, y, reduction=reduction), {'x': r(6, 5), 'y': target})
    case(f'cross_entropy_weighted_smooth_{reduction}', lambda x, y, w, reduction=reduction: F.cross_entropy(x, y, w, reduction=reduction, label_smoothing=0.2),
         {'x': r(6, 5), 'y': target, 'w': weight.clone()}, no_grad=('w',))
case('cross_entropy_sequence', lambda x, y: F.cross_entropy(x, y, label_smoothing=0.1), {'x': r(2, 5, 3), 'y': ids(5, 2, 3)})

class NAdam(torch.optim.Optimizer):
    """NAdam as torch.optim.NAdam since 2.0; 1.13 multiplies the next momentum product by mu once too often."""

    def __init__(self, parameters, lr, weight_decay):
        super().__init__(parameters, {})
        self.lr, self.decay, self.count, self.product, self.m, self.v = lr, weight_decay, 0, 1.0, 0, 0

    @torch.no_grad()
    def step(self):
        p = self.param_groups[0]['params'][0]
        self.count += 1
        g = p.grad + self.decay * p
        mu, following = (0.9 * (1 - 0.5 * 0.96 ** (t * 0.004)) for t in (self.count, self.count + 1))
        self.product *= mu
        self.m = 0.9 * self.m + 0.1 * g
        self.v = 0.999 * self.v + 0.001 * g * g
        root = (self.v / (1 - 0.999 ** self.count)).sqrt() + 1e-8
        p -= self.lr * (1 - mu) / (1 - self.product) * g / root + self.lr * following / (1 - self.product * following) * self.m / root


optimizers = {
    'adam': lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.99), weight_decay=0.1),
    'adamw': lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1),
    'nadam': lambda p: NAdam(p, lr=0.01, weight_decay=0.1),
}
start = r(37)
slopes = r(6, 37)
put('optimizers/start', start)
put('optimizers/slopes', slopes)
for name, make in optimizers.items():
    parameter = start.clone().requires_grad_()
    optimizer = make([parameter])
    steps = []
    for slope in slopes:
        optimizer.zero_grad()
        (parameter * slope + 0.1 * parameter ** 2).sum().backward()
        optimizer.step()
        steps.append(parameter.detach().clone())
    put(f'optimizers/{name}', torch.stack(steps))

header, at, blocks = {}, 0, []
for name, value in sorted(store.items()):
    data = value.numpy().tobytes()
    header[name] = {'dtype': 'I64' if value.dtype == torch.int64 else 'F32', 'shape': list(value.shape), 'data_offsets': [at, at + len(data)]}
    at += len(data)
    blocks.append(data)
text = json.dumps(header, separators=(',', ':')).encode()
text += b' ' * (-len(text) % 8)
with open('pytorch.safetensors', 'wb') as file:
    file.write(struct.pack('<Q', len(text)) + text + b''.join(blocks))
print(len(store), 'tensors,', 8 + len(text) + at, 'bytes')
