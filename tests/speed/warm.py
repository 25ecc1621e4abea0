#!/usr/bin/env python3
"""warm.py BRIEF [PRODUCTS]: a worker that stays makes what a fresh one makes, byte for byte, and does not grow. TAP.

The comparison's document, each time changed a little, with another one in between and with a layout that changes while the worker
lives: what is remembered must be asked for by all that it depends on."""
import os, sys, tempfile

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..')
sys.path.insert(0, os.path.join(TOP, 'bench/peers'))
import worker as bench  # noqa: E402

GROWTH = 1000  # kB from the two hundredth product to the last: less than one product takes


def fresh(brief, variants, release, layout):
    one = bench.Worker(brief, variants.folder, variants.layouts)
    made = one.render(release, layout)
    one.close()
    return made


def same(number, what, made, wanted):
    print(f'{"ok" if made == wanted else "not ok"} {number} - {what}')


def edit(path, old, new):
    with open(path, encoding='utf-8') as f:
        text = f.read()
    assert old in text
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text.replace(old, new))


def main():
    brief, n = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as folder:
        variants = bench.Variants(brief, folder)
        house = os.path.join(variants.layouts[0], 'house.yaml')
        with open(house, 'w', encoding='utf-8') as f:
            f.write('extends: shared/house\ntitle: Register\npage: {columns: 2}\nbody: [{passage: {where: {tags: [people]}}}, {notes: {heading: Notes}}]\n')
        worker = bench.Worker(brief, folder, variants.layouts)
        early = 0
        print('1..7')
        first = worker.render(variants.nth(0), variants.layout)
        before = worker.render(variants.nth(2), house)
        same(1, 'again', worker.render(variants.nth(0), variants.layout), first)
        for i in range(1, n + 1):
            last = worker.render(variants.nth(i), variants.layout)
            if i == 200:
                early = worker.kilobytes()
        late = worker.kilobytes()
        same(2, f'after {n} others', worker.render(variants.nth(0), variants.layout), first)
        same(3, 'the first as from a fresh worker', fresh(brief, variants, variants.nth(0), variants.layout), first)
        same(4, 'the last as from a fresh worker', fresh(brief, variants, variants.nth(n), variants.layout), last)
        edit(variants.layout, 'heading: Key judgements', 'heading: What is judged')
        made = worker.render(variants.nth(0), variants.layout)
        same(5, 'a layout that was changed', made, fresh(brief, variants, variants.nth(0), variants.layout) if made != first else None)
        os.mkdir(os.path.join(variants.layouts[0], 'shared'))
        with open(os.path.join(variants.layouts[0], 'shared/house.yaml'), 'w', encoding='utf-8') as f:
            f.write('extends: shared/house\nstyles: {text: {size: 11pt}}\n')
        made = worker.render(variants.nth(2), house)
        same(6, 'a parent that came between', made, fresh(brief, variants, variants.nth(2), house) if made != before else None)
        print(f'{"ok" if late - early < GROWTH else "not ok"} 7 - memory: {early} kB after 200 products, {late} kB after {n}')
        worker.close()


if __name__ == '__main__':
    main()
