"""The drawn world: a scene (picture and exact label map) is a deterministic function of 128 Gaussian numbers.

python scenes.py 0 7000 --output DIR     writes pictures_64.npy, labels_64.npy (scene i: default_rng(i))
"""

import argparse
import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

CLS = [
    "sky",
    "cloud",
    "mountain",
    "grass",
    "path",
    "wall",
    "roof",
    "dome",
    "door",
    "window",
    "tree",
]
C = {c: i for i, c in enumerate(CLS)}
S = 256


def Phi(x):
    return 0.5 * (1 + math.erf(x / math.sqrt(2)))


def fractal(seed, n, oct, base, persist=0.55):
    rng = np.random.default_rng(seed)
    out = np.zeros((n, n), np.float32)
    amp = 1
    tot = 0
    for o in range(oct):
        k = base * 2**o
        g = rng.standard_normal((k, k)).astype(np.float32)
        g = np.pad(g, ((0, 1), (0, 1)), mode="wrap")
        out += amp * np.asarray(Image.fromarray(g).resize((n, n), Image.BICUBIC))
        tot += amp
        amp *= persist
    return out / tot


CLOUD = fractal(1, 1024, 5, 10)
TEX = fractal(2, 512, 4, 32)
TEX2 = fractal(3, 512, 2, 8)


def crop(t, u, v):
    n = t.shape[0]
    y = int(u * (n - 1))
    x = int(v * (n - 1))
    return np.roll(np.roll(t, -y, 0), -x, 1)[:S, :S]


class Z:
    def __init__(s, z):
        s.z = z
        s.i = 0

    def n(s):
        v = s.z[s.i]
        s.i += 1
        return float(v)

    def u(s, a=0.0, b=1.0):
        return a + (b - a) * Phi(s.n())

    def pick(s, p):
        u = s.u()
        c = 0
        for i, q in enumerate(p):
            c += q
            if u < c:
                return i
        return len(p) - 1

    def vec(s, k):
        return np.array([s.n() for _ in range(k)])


def scene(zv):
    z = Z(zv)
    tod = z.pick([0.5, 0.2, 0.2, 0.1])
    top, bot, light = {
        0: ((70, 130, 215), (190, 220, 245), 1.0),
        1: ((150, 160, 172), (205, 210, 215), 0.8),
        2: ((90, 80, 140), (250, 170, 110), 0.78),
        3: ((12, 16, 46), (52, 60, 104), 0.38),
    }[tod]
    top = np.clip(np.array(top) + 12 * z.vec(3), 0, 255)
    bot = np.clip(np.array(bot) + 12 * z.vec(3), 0, 255)
    hor = int(S * z.u(0.58, 0.74))
    cl = z.u()
    thr = z.u(0.1, 0.5)
    cu, cv = z.u(), z.u()
    mt = z.u()
    mh = z.u(15, 55)
    mctl = z.vec(9)
    mcol = z.vec(2)
    gt = z.u()
    gj = z.vec(3)
    gu, gv = z.u(), z.u()
    has = z.u() < 0.93
    cx = S * z.u(0.3, 0.7)
    w = S * z.u(0.2, 0.34)
    bh = S * z.u(0.2, 0.32)
    base = hor + S * z.u(0.03, 0.12)
    wk = z.pick([0.25] * 4)
    wj = z.vec(3)
    rk = z.pick([1 / 3] * 3)
    rj = z.vec(3)
    hp = z.u() < 0.8
    px = S * z.u(0.2, 0.8)
    pj = z.n()
    sd = -1 if z.u() < 0.5 else 1
    ln = w * z.u(0.6, 1.5)
    rh = bh * z.u(0.45, 0.8)
    nwin = 2 + z.pick([1 / 3] * 3)
    lit = z.u() < 0.8
    t = z.u()
    tw = w * z.u(0.28, 0.42)
    th = bh * z.u(1.5, 2.3)
    isd = z.u() < 0.35
    dk = z.u() < 0.5
    sh = z.u(1.1, 2.2)
    dwf = z.u(0.1, 0.16)
    dhf = z.u(0.34, 0.5)
    dkk = z.pick([1 / 3] * 3)
    dj = z.n()
    back = [(z.u(), z.u(), z.u(0, 8), z.u(0.15, 0.35), z.u(), z.u(), z.n()) for _ in range(3)]
    front = [(z.u(), z.u(), z.u(0, 0.12), z.u(0.3, 0.65), z.u(), z.u(), z.n()) for _ in range(4)]
    y = np.linspace(0, 1, S)[:, None, None]
    img = (top * (1 - y) + bot * y) * np.ones((S, S, 1))
    mask = np.zeros((S, S), np.uint8)
    if cl < 0.75:
        n = crop(CLOUD, cu, cv) / CLOUD.std() * 0.42
        a = np.clip((n - thr) * 4, 0, 1) * np.clip((hor - np.arange(S)) / hor * 1.6, 0, 1)[:, None]
        cc = (
            np.array([255, 255, 255]) * (0.45 + 0.55 * light)
            if tod != 2
            else np.array([255, 190, 150.0])
        )
        img = img * (1 - a[..., None]) + cc * a[..., None]
        mask[a > 0.5] = C["cloud"]
    if mt < 0.6:
        xs = np.arange(S)
        h = hor - mh * (1 + 0.6 * np.interp(xs, np.linspace(0, S, 9), mctl)) - 4
        m = (np.arange(S)[:, None] > h[None, :]) & (np.arange(S)[:, None] < hor)
        img[m] = (
            np.clip(
                np.array((110, 125, 150)) + np.array([12 * mcol[0], 8 * mcol[0], 12 * mcol[1]]),
                0,
                255,
            )
            * light
        )
        mask[m] = C["mountain"]
    g = np.broadcast_to(np.arange(S)[:, None] >= hor, (S, S))
    gc = (np.array((86, 140, 60) if gt < 0.8 else (170, 155, 90)) + 12 * gj) * light
    tex = crop(TEX, gu, gv) / TEX.std() * 9 + crop(TEX2, gv, gu) / TEX2.std() * 6
    shade = 0.75 + 0.4 * (np.arange(S)[:, None] - hor) / (S - hor)
    gi = gc[None, None] * shade[..., None] + tex[..., None]
    img[g] = gi[g]
    mask[g] = C["grass"]
    canvas = Image.fromarray(np.clip(img, 0, 255).astype(np.uint8))
    mk = Image.fromarray(mask)
    d = ImageDraw.Draw(canvas)
    dm = ImageDraw.Draw(mk)
    f = lambda c: tuple(int(v) for v in np.clip(c, 0, 255))

    def poly(pts, c, k):
        pts = [tuple(p) for p in pts]
        d.polygon(pts, fill=f(c))
        dm.polygon(pts, fill=C[k])

    def ell(b, c, k):
        d.ellipse(b, fill=f(c))
        dm.ellipse(b, fill=C[k])

    blobs = np.random.default_rng(5)
    BL = [
        (blobs.uniform(0, 6.28), blobs.uniform(0, 0.24), blobs.uniform(0.1, 0.18), blobs.random())
        for _ in range(16)
    ]

    def tree(x, b, h, kind, au, cj):
        tc = (
            np.array((50, 95, 42) if au < 0.85 else (180, 110, 40)) + np.array([10, 14, 6]) * cj
        ) * light
        d.rectangle(
            [x - h * 0.04, b - h * 0.35, x + h * 0.04, b], fill=f(np.array([80, 58, 40]) * light)
        )
        dm.rectangle([x - h * 0.04, b - h * 0.35, x + h * 0.04, b], fill=C["tree"])
        if kind < 0.45:
            for k in range(4):
                yy = b - h * 0.15 - k * h * 0.21
                ww = h * 0.3 * (1 - k * 0.2)
                poly([(x - ww, yy), (x + ww, yy), (x, yy - h * 0.36)], tc * (0.8 + 0.1 * k), "tree")
        else:
            for a, r, rr, br in BL:
                px_, py_ = x + h * r * math.cos(a), b - h * 0.62 + h * r * math.sin(a)
                rr *= h
                ell(
                    [px_ - rr, py_ - rr, px_ + rr, py_ + rr],
                    tc * (0.8 + 0.4 * br) + (px_ - x + b - h * 0.62 - py_) * 0.25,
                    "tree",
                )

    for p, x, yo, h, k, au, cj in back:
        if p < 0.5:
            tree(x * S, hor + yo, h * S, k, au, cj)
    if has:
        lm = 0.3 + 0.7 * light
        wc = (
            np.array([(178, 88, 66), (205, 196, 178), (232, 230, 222), (150, 142, 130)][wk])
            + 12 * wj
        ) * lm
        rc = (np.array([(120, 52, 42), (70, 76, 90), (60, 95, 85)][rk]) + 12 * rj) * lm
        pc = (np.array((190, 175, 150)) + 12 * pj) * light
        pw = w * 0.2
        if hp:
            poly(
                [
                    (cx - pw * 0.6, base),
                    (cx + pw * 0.6, base),
                    (px + pw * 2.2, S),
                    (px - pw * 2.2, S),
                ],
                pc,
                "path",
            )
        poly(
            [
                (cx, base),
                (cx + sd * (w * 0.5 + ln), base - 4),
                (cx + sd * (w * 0.5 + ln), base - bh * 0.8),
                (cx, base - bh * 0.8),
            ],
            wc * 0.78,
            "wall",
        )
        poly(
            [
                (cx, base - bh - rh),
                (cx + sd * (w * 0.3 + ln), base - bh * 0.8 - rh * 0.85),
                (cx + sd * (w * 0.5 + ln) + sd * 3, base - bh * 0.78),
                (cx + sd * w * 0.5, base - bh * 0.98),
            ],
            rc * 0.9,
            "roof",
        )
        lc = (
            np.array([250, 215, 120.0])
            if tod >= 2 and lit
            else np.array([58, 72, 98.0]) * (0.4 + 0.6 * light)
        )

        def win(x, y_, ww, hh):
            ell([x - ww, y_ - hh - ww, x + ww, y_ - hh + ww], lc, "window")
            poly([(x - ww, y_ - hh), (x + ww, y_ - hh), (x + ww, y_), (x - ww, y_)], lc, "window")

        for k in range(nwin):
            win(
                cx + sd * (w * 0.5 + ln * (k + 0.5) / nwin),
                base - bh * 0.25,
                max(2.5, ln / nwin * 0.2),
                bh * 0.26,
            )
        poly(
            [
                (cx - w / 2, base),
                (cx + w / 2, base),
                (cx + w / 2, base - bh),
                (cx - w / 2, base - bh),
            ],
            wc,
            "wall",
        )
        poly([(cx - w / 2, base - bh), (cx + w / 2, base - bh), (cx, base - bh - rh)], wc, "wall")
        for s in (-1, 1):
            poly(
                [
                    (cx, base - bh - rh - 4),
                    (cx + s * (w / 2 + 4), base - bh + 4),
                    (cx + s * (w / 2 + 4), base - bh - 4),
                    (cx, base - bh - rh - 12),
                ],
                rc,
                "roof",
            )
        if t < 0.8:
            tx = cx if t < 0.4 else cx - sd * (w * 0.5)
            b0 = base - bh if t < 0.4 else base
            poly(
                [
                    (tx - tw / 2, b0),
                    (tx + tw / 2, b0),
                    (tx + tw / 2, base - th),
                    (tx - tw / 2, base - th),
                ],
                wc * 1.05,
                "wall",
            )
            win(tx, base - th + tw * 0.9, tw * 0.15, tw * 0.35)
            if isd:
                dc = np.array([(80, 150, 130), (212, 170, 70)][0 if dk else 1]) * lm
                ell(
                    [tx - tw * 0.6, base - th - tw * 0.75, tx + tw * 0.6, base - th + tw * 0.2],
                    dc,
                    "dome",
                )
                d.line(
                    [(tx, base - th - tw * 0.75), (tx, base - th - tw * 1.3)],
                    fill=(60, 60, 60),
                    width=2,
                )
                poly(
                    [
                        (tx - tw / 2, base - th + tw * 0.1),
                        (tx + tw / 2, base - th + tw * 0.1),
                        (tx + tw / 2, base - th + tw * 0.25),
                        (tx - tw / 2, base - th + tw * 0.25),
                    ],
                    wc,
                    "wall",
                )
            else:
                poly(
                    [
                        (tx - tw * 0.58, base - th),
                        (tx + tw * 0.58, base - th),
                        (tx, base - th - tw * sh),
                    ],
                    rc * 1.05,
                    "roof",
                )
        if t >= 0.4:
            r = w * 0.09
            ell([cx - r, base - bh - r, cx + r, base - bh + r], lc, "window")
        dw = w * dwf
        dh = bh * dhf
        dc = (np.array([(92, 54, 30), (120, 40, 34), (46, 70, 60)][dkk]) + 10 * dj) * (
            0.35 + 0.65 * light
        )
        poly(
            [
                (cx - dw * 1.25, base),
                (cx + dw * 1.25, base),
                (cx + dw * 1.25, base - dh * 1.02),
                (cx - dw * 1.25, base - dh * 1.02),
            ],
            wc * 0.8,
            "wall",
        )
        ell(
            [cx - dw * 1.25, base - dh - dw * 1.25, cx + dw * 1.25, base - dh + dw * 1.25],
            wc * 0.8,
            "wall",
        )
        ell([cx - dw, base - dh - dw, cx + dw, base - dh + dw], dc, "door")
        poly(
            [(cx - dw, base - dh), (cx + dw, base - dh), (cx + dw, base), (cx - dw, base)],
            dc,
            "door",
        )
    for p, x, yo, h, k, au, cj in front:
        if p < 0.45:
            xx = (
                (-0.02 + 0.27 * x * 2 if x < 0.5 else 0.75 + 0.27 * (x - 0.5) * 2) * S
                if has
                else x * S
            )
            tree(xx, base + yo * S, h * S, k, au, cj)
    a = np.asarray(canvas.filter(ImageFilter.GaussianBlur(0.8)), np.float32)
    a = a * (1 + 0.02 * (TEX2[:S, :S] / TEX2.std())[..., None])
    return np.clip(a, 0, 255).astype(np.uint8), np.asarray(mk), z.i


def small(zv, n):
    a, m, _ = scene(zv)
    return (
        np.asarray(Image.fromarray(a).resize((n, n), Image.BOX)),
        m[S // n // 2 :: S // n, S // n // 2 :: S // n],
    )


def main():
    a = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    a.add_argument("first", type=int)
    a.add_argument("end", type=int)
    a.add_argument("--side", type=int, default=64)
    a.add_argument("--output", default=".")
    a = a.parse_args()
    pairs = [
        small(np.random.default_rng(i).standard_normal(128), a.side) for i in range(a.first, a.end)
    ]
    np.save(f"{a.output}/pictures_{a.side}.npy", np.stack([p for p, _ in pairs]))
    np.save(f"{a.output}/labels_{a.side}.npy", np.stack([m for _, m in pairs]))


if __name__ == "__main__":
    main()
