"""project.py: a project of any number of products, made from the case that comes with the program."""
import hashlib
import os
import shutil
import subprocess

LAYOUTS = ['analyst', 'public', 'executive', 'field', 'plain']
AUDIENCES = ['desk', 'press']


def make(brief, folder, cases):
    """`brief new`, its case copied @cases times; cases × 2 audiences × 5 layouts."""
    subprocess.run([brief, 'new', folder], check=True, capture_output=True)
    data = os.path.join(folder, 'data')
    names = [f'ferry-{i:02}' for i in range(1, cases + 1)]
    for i, name in enumerate(names, 1):
        shutil.copytree(os.path.join(data, 'ferry'), os.path.join(data, name))
        path = os.path.join(data, name, 'facts.yaml')
        with open(path, encoding='utf-8') as f:
            text = f.read()
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text.replace('\n  id: ferry\n', f'\n  id: {name}\n'))
    shutil.rmtree(os.path.join(data, 'ferry'))
    with open(os.path.join(data, 'briefings.yaml'), 'w', encoding='utf-8') as f:
        f.write(f'products:\n  - case: [{", ".join(names)}]\n    make: [{{audience: [{", ".join(AUDIENCES)}], layout: [{", ".join(LAYOUTS)}]}}]\n')
    return cases * len(AUDIENCES) * len(LAYOUTS)


def digests(folder):
    """{name: SHA-256} of the products in a project."""
    out = os.path.join(folder, 'output')
    found = {}
    for name in sorted(os.listdir(out)):
        if name.endswith('.pdf'):
            with open(os.path.join(out, name), 'rb') as f:
                found[name] = hashlib.sha256(f.read()).hexdigest()
    return found


def tap(tests, *arguments):
    """Runs test functions in order. One that returns a text was skipped for that reason."""
    print(f'1..{len(tests)}')
    failed = 0
    for number, function in enumerate(tests, 1):
        try:
            skipped = function(*arguments)
            print(f'ok {number} - {function.__name__}' + (f' # SKIP {skipped}' if skipped else ''), flush=True)
        except (AssertionError, subprocess.SubprocessError, OSError) as problem:
            failed += 1
            words = f'{type(problem).__name__}: {problem}'.replace('\n', '\n# ')
            print(f'not ok {number} - {function.__name__}\n# {words}', flush=True)
    return failed
