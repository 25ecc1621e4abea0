#!/usr/bin/env python3
"""stale.py BRIEF: products are made again when, and only when, something that they are made from holds something else. TAP.

What is shared with the program (fonts, libraries, dictionaries, the program itself) is changed in a copy of the program's tree, or in a
mount of our own: same size, same time, other bytes; and touched, copied, moved: other times and places, same bytes.
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import night
from night import ALL, ONE, PRESS, Place, Skip, test

night.TESTS.clear()
HYPHEN = '/usr/share/hyphen'


def shipped_tree():
    """Where fonts/ and layouts/ of the program under test are."""
    folder = os.path.dirname(night.BRIEF)
    installed = os.path.join(folder, '..', 'share', 'brief')
    if os.path.isdir(installed):
        return os.path.realpath(installed)
    while not os.path.exists(os.path.join(folder, 'fonts', 'manifest')):
        assert folder != '/', 'the fonts are not found'
        folder = os.path.dirname(folder)
    return folder


class Tree:
    """A copy of the program and of all that comes with it."""

    def __init__(self, place):
        self.place, self.folder = place, os.path.join(os.path.dirname(place.folder), 'tree')
        os.makedirs(self.path('build'))
        shutil.copy2(night.BRIEF, self.path('build', 'brief'))
        readback = os.path.join(os.path.dirname(night.BRIEF), 'brief-readback')
        if not os.path.exists(readback):
            readback = os.path.join(os.path.dirname(night.BRIEF), '..', 'libexec', 'brief-readback')
        shutil.copy2(readback, self.path('build', 'brief-readback'))
        for name in ('layouts', 'fonts', 'data'):
            if os.path.isdir(os.path.join(shipped_tree(), name)):
                shutil.copytree(os.path.join(shipped_tree(), name), self.path(name), ignore=shutil.ignore_patterns('.cache'))

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run(self, *words, env=None):
        r = subprocess.run([self.path('build', 'brief'), 'build', *words], cwd=self.place.folder, capture_output=True, text=True, timeout=300,
                           stdin=subprocess.DEVNULL, env={**os.environ, **(env or {})})
        assert r.returncode == 0, r.stderr
        return r.stdout

    def why(self, **env):
        return reasons(self.run('-n', '--explain', env=env))


def reasons(out):
    return {os.path.basename(m[1]): m[2] for m in re.finditer(r'^(\S+) +stale\n    (.*)$', out, re.M)}


def why(p, *words):
    status, out, err = p.run('build', '-n', '--explain', *words)
    assert status == 0, err
    return reasons(out)


def change_quietly(path, change):
    """Other bytes of the same number, and the time set back."""
    about = os.stat(path)
    with open(path, 'rb') as f:
        old = f.read()
    new = change(old)
    assert len(new) == len(old) and new != old
    os.unlink(path)  # it may be running
    with open(path, 'wb') as f:
        f.write(new)
    os.chmod(path, about.st_mode)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    return old


def put_back(path, old):
    change_quietly(path, lambda _: old)


def last_byte(data):
    return data[:-1] + bytes([data[-1] ^ 1])


def in_comment(data):
    """An ELF file that does what it did: the compiler's name in it is another."""
    at = data.index(b'GCC: (') if b'GCC: (' in data else data.index(b'clang version')
    return data[:at] + data[at:at + 3].swapcase() + data[at + 3:]


def in_build_id(data):
    at = data.index(b'GNU\0', data.index(b'\x03\0\0\0GNU\0') + 4) + 4
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


@test
def what_is_touched_copied_or_moved_is_the_same(p):
    tree = Tree(p)
    tree.run()
    for base, _, names in [*os.walk(tree.folder), *os.walk(p.path('data'))]:
        for name in names:
            path = os.path.join(base, name)
            if os.path.join(p.folder, 'data') in path:
                os.utime(path, (1e9, 1e9))
                continue
            shutil.copyfile(path, path + '.new')  # as an installer does: another file, another time
            shutil.copymode(path, path + '.new')
            os.replace(path + '.new', path)
    assert tree.why() == {}, tree.why()
    moved = os.path.join(os.path.dirname(p.folder), 'elsewhere')
    os.rename(tree.folder, moved)
    tree.folder = moved
    assert tree.why() == {}, tree.why()
    os.rename(p.folder, p.folder + '-2')
    p.folder += '-2'
    assert tree.why() == {} and tree.run().count('unchanged') == 3
    with open(p.path('output', '.cache', 'identities'), 'w') as f:  # what is kept there is a help, and nothing depends on it
        f.write('x\ty\tz\n' + 'nonsense\n' * 3)
    assert tree.why() == {}
    os.remove(p.path('output', '.cache', 'identities'))
    assert tree.why() == {} and not os.path.exists(p.path('output', '.cache', 'identities'))


@test
def another_program_of_the_same_size_and_time(p):
    tree = Tree(p)
    tree.run()
    old = change_quietly(tree.path('build', 'brief'), in_comment)
    assert set(tree.why().values()) == {'the program is another'} and len(tree.why()) == 3, tree.why()
    put_back(tree.path('build', 'brief'), old)
    assert tree.why() == {}


@test
def other_fonts_of_the_same_size_and_time(p):
    tree = Tree(p)
    tree.run()
    font = sorted(glob.glob(tree.path('fonts', '*.otf')))[0]
    old = change_quietly(font, last_byte)
    assert set(tree.why().values()) == {'the fonts changed'} and len(tree.why()) == 3, tree.why()
    put_back(font, old)
    assert tree.why() == {}
    with open(tree.path('fonts', 'README.md'), 'a') as f:
        f.write('more\n')
    assert tree.why() == {}
    os.mkdir(tree.path('fonts', 'more'))
    shutil.copy(font, tree.path('fonts', 'more', 'New.OTF'))
    assert set(tree.why().values()) == {'the fonts changed'}, tree.why()


@test
def another_library_of_the_same_size_and_time(p):
    tree = Tree(p)
    tree.run()
    out = subprocess.run(['ldd', tree.path('build', 'brief')], capture_output=True, text=True, check=True).stdout
    found = re.search(r'=> (/\S+/(libpng16\.so\.\d+|libfontconfig\.so\.\d+))', out)
    if not found or b'libclang_rt' in out.encode():
        raise Skip('no library to change')
    os.mkdir(p.path('lib'))
    copy = p.path('lib', found[2])
    shutil.copy2(os.path.realpath(found[1]), copy)
    assert tree.why(LD_LIBRARY_PATH=p.path('lib')) == {}, 'the same from another folder'
    change_quietly(copy, in_build_id)
    assert set(tree.why(LD_LIBRARY_PATH=p.path('lib')).values()) == {'a library of the system is another'}
    assert tree.why() == {}


@test
def another_dictionary(p):
    if subprocess.run(['unshare', '-r', '-m', 'true'], capture_output=True).returncode or not os.path.exists(f'{HYPHEN}/hyph_fr.dic'):
        raise Skip('it needs a mount of its own, and a dictionary')
    dictionaries = p.path('hyphen')
    os.mkdir(dictionaries)

    def build(*words):
        r = subprocess.run(['unshare', '-r', '-m', 'sh', '-c', 'mount --bind "$1" "$2" && shift 2 && exec "$@"', '-', dictionaries, HYPHEN, night.BRIEF,
                            'build', *words], cwd=p.folder, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
        assert r.returncode == 0, r.stderr
        return r.stdout + r.stderr
    p.wants('{audience: desk, layout: [analyst, public], languages: [en-GB, nl, nl-BE]}')
    dutch = {f'ferry-1-{n}-desk-{g}.pdf' for n in ('analyst', 'public') for g in ('nl', 'nl-BE')}
    assert '[no-hyphenation]' in build()
    before = p.digests()
    assert build().count('unchanged') == 6
    shutil.copy(f'{HYPHEN}/hyph_fr.dic', f'{dictionaries}/hyph_nl.dic')
    said = reasons(build('-n', '--explain'))
    assert said == {n: f'{HYPHEN}/hyph_nl.dic is new' for n in dutch}, said
    assert '[no-hyphenation]' not in build() and build().count('unchanged') == 6
    assert {n for n in before if p.digests()[n] != before[n]} <= dutch
    os.utime(f'{dictionaries}/hyph_nl.dic', (1e9, 1e9))
    assert reasons(build('-n', '--explain')) == {}
    change_quietly(f'{dictionaries}/hyph_nl.dic', lambda data: data[:200] + data[200:].replace(b'1', b'2', 1))
    assert reasons(build('-n', '--explain')) == {n: f'{HYPHEN}/hyph_nl.dic changed' for n in dutch}
    build()
    shutil.copy(f'{HYPHEN}/hyph_fr.dic', f'{dictionaries}/hyph_nl_BE.dic')  # nearer to one of the two
    assert set(reasons(build('-n', '--explain'))) == {n for n in dutch if 'nl-BE' in n}
    shutil.copy(f'{HYPHEN}/hyph_fr.dic', f'{dictionaries}/hyph_en_GB.dic')  # compiled in: nobody reads it
    assert set(reasons(build('-n', '--explain'))) == {n for n in dutch if 'nl-BE' in n}


@test
def a_layout_that_comes_between(p):
    p.run('build')
    p.write('extends: shared/house\nbody: [{title: {}}]\n', 'data', 'ferry', 'layouts', 'executive.yaml')  # one-page extends it
    assert why(p) == {ONE: 'data/ferry/layouts/executive.yaml is new'}, why(p)
    p.run('build')
    assert why(p) == {}
    p.write('extends: analyst\n', 'data', 'ferry', 'layouts', 'other.yaml')  # which nobody asked for
    assert why(p) == {}
    p.write(p.read('data', 'ferry', 'layouts', 'one-page.yaml').decode(), 'data', 'ferry', 'layouts', 'analyst.yaml')
    assert why(p)[ALL].startswith('its layout is another file'), why(p)
    os.remove(p.path('data', 'ferry', 'layouts', 'analyst.yaml'))
    os.remove(p.path('data', 'ferry', 'layouts', 'executive.yaml'))
    assert why(p) == {ONE: 'data/ferry/layouts/executive.yaml changed'}, why(p)


@test
def an_image_of_the_same_size_and_time(p):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#123456"/></svg>\n'
    p.write(svg, 'data', 'ferry', 'layouts', 'logo.svg')
    p.write('extends: shared/house\nbody:\n  - title: {}\n  - image: {file: logo.svg, alt: A box, width: 20mm}\n', 'data', 'ferry', 'layouts', 'pictured.yaml')
    p.wants('[{audience: desk, layout: pictured}, {audience: press, layout: public}]')
    status, _, err = p.run('build')
    if 'librsvg' in err:
        raise Skip('librsvg is not here')
    assert status == 0 and why(p) == {}, err
    key = p.read('output', '.cache', 'desk', 'ferry-1-pictured-desk-en-GB.pdf.key').decode()
    assert re.search(r'(?m)^file [0-9a-f]{64} /\S+librsvg-2\.so', key) and 'librsvg' not in p.read('output', '.cache', 'press', PRESS + '.key').decode(), key
    change_quietly(p.path('data', 'ferry', 'layouts', 'logo.svg'), lambda data: data.replace(b'123456', b'654321'))
    assert why(p) == {'ferry-1-pictured-desk-en-GB.pdf': 'data/ferry/layouts/logo.svg changed'}, why(p)


@test
def facts_that_say_the_same(p):
    """Neither a comment nor an order of keys is a fact; what another audience gets is none of this one's."""
    p.run('build')
    before = p.digests()
    text = p.read('data', 'ferry', 'facts.yaml').decode()
    p.write('# a remark\n' + text.replace('\n', '   \n', 40).replace('   \n', '\n', 40) + '\n# and another\n', 'data', 'ferry', 'facts.yaml')
    assert why(p) == {}
    p.write(p.read('data', 'audiences.yaml').decode() + '\n# more to come\n', 'data', 'audiences.yaml')
    p.write(p.read('data', 'briefings.yaml').decode() + 'keep: 3\nlint: ignore\n', 'data', 'briefings.yaml')
    assert why(p) == {} and p.run('build')[0] == 0 and p.digests() == before


@test
def what_is_set_and_what_no_more(p):
    def wants(more):
        p.wants(f'[{{audience: press, layout: plain{more}}}]')
    plain = 'ferry-1-plain-press-en-GB.pdf'
    wants('')
    assert p.run('build')[0] == 0
    first = p.digests()
    for more, reason in ((', set: {size: 11pt}', 'what is set for its layout changed'), (', set: {size: 11pt, width: 150mm}', 'what is set for its layout changed'),
                         (', set: {size: 11pt}', 'what is set for its layout changed'), (', booklet: true', 'its sheets are others; what is set for its layout changed'),
                         (', languages: fr', None), ('', 'its sheets are others')):
        wants(more)
        if reason:
            assert why(p) == {plain: reason}, (more, why(p))
        status, _, err = p.run('build')
        assert status == 0 and why(p) == {}, (more, err, why(p))
    assert p.digests()[plain] == first[plain]


@test
def the_first_page_in_front(p):
    def is_linear(name):
        r = json.loads(p.run('inspect', os.path.join('output', name), '--file', '--format', 'json')[1])
        return r['file']['linearised']
    p.run('build')
    plain = p.digests()
    text = p.read('data', 'briefings.yaml').decode()
    p.edit('data/briefings.yaml', 'layout: public}', 'layout: public, linearise: true}')
    assert set(why(p)) == {PRESS} and 'its first page is to be in front' in why(p)[PRESS], why(p)
    p.write(p.read('data', 'briefings.yaml').decode() + 'deliver: {web: {folder: web, of: {audience: press}}}\n', 'data', 'briefings.yaml')
    status, out, err = p.run('build')
    assert status == 0 and 'web: done' in out, out + err  # and so brief verify has found it good
    assert is_linear(PRESS) and not is_linear(ONE) and p.digests('web')[PRESS] == p.digests()[PRESS]
    row = [r for r in p.report()['products'] if r['file'].endswith(PRESS)][0]
    assert row['bytes'] == len(p.read('output', PRESS)) and row['sha256'] == p.digests()[PRESS]
    assert why(p) == {}
    if shutil.which('qpdf'):
        r = subprocess.run(['qpdf', '--check-linearization', p.path('output', PRESS)], capture_output=True, text=True)
        assert r.returncode == 0 and 'no linearization errors' in r.stdout, r.stdout + r.stderr
    first = p.digests()[PRESS]
    p.run('build', '--force', '-j', '2')
    p.run('render', 'ferry', '-l', 'public', '-a', 'press', '--linearise', '-o', 'alone.pdf')
    assert p.digests()[PRESS] == first and p.read('alone.pdf') == p.read('output', PRESS)
    p.write(text + 'linearise: true\n', 'data', 'briefings.yaml')  # all of them
    assert set(why(p)) == {ONE, ALL}
    assert p.run('build')[0] == 0 and all(is_linear(n) for n in (ONE, ALL, PRESS)) and p.digests()[PRESS] == first
    p.write(text, 'data', 'briefings.yaml')
    assert p.run('build')[0] == 0 and p.digests() == plain
    p.edit('data/briefings.yaml', 'layout: public}', 'layout: public, linearise: perhaps}')
    status, _, err = p.run('build', '-n')
    assert status == 1 and 'briefings.yaml' in err, err


@test
def what_puts_it_in_front_counts_for_those_alone(p):
    tree = Tree(p)
    p.edit('data/briefings.yaml', 'layout: public}', 'layout: public, linearise: true}')
    tree.run()
    assert tree.why() == {}
    change_quietly(tree.path('build', 'brief-readback'), in_comment)
    assert set(tree.why()) == {PRESS}, tree.why()


@test
def where_output_alone_may_be_written(p):
    """As systemd runs it: no home, everything read-only but the output folder. Nothing is complained of, and nothing is slower for it."""
    tree = Tree(p)
    scratch = os.path.dirname(p.folder)
    words = [tree.path('build', 'brief'), 'build']
    os.makedirs(p.path('output'))
    for base, _, names in os.walk(scratch):
        os.chmod(base, 0o555)
        for name in names:
            os.chmod(os.path.join(base, name), 0o555)
    if os.geteuid() == 0:
        if not shutil.which('setpriv'):
            raise Skip('as root everything can be written')
        os.chown(p.path('output'), 65534, 65534)
        words = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', *words]
    os.chmod(p.path('output'), 0o755)
    try:
        for said in ('made', 'unchanged'):
            r = subprocess.run([*words, '--quiet'] if said == 'made' else words, cwd=p.folder, capture_output=True, text=True, timeout=120,
                               stdin=subprocess.DEVNULL, env={**os.environ, 'HOME': '/nonexistent', 'XDG_CACHE_HOME': '/nonexistent/cache',
                                                                     'ASAN_OPTIONS': 'detect_leaks=0'})
            assert r.returncode == 0 and r.stderr == '' and r.stdout.count(said) == (0 if said == 'made' else 3), r.stdout + r.stderr
        assert os.listdir(p.path('output', '.cache', 'fontconfig')) and len(p.digests()) == 3
    finally:
        for base, _, _ in os.walk(scratch):
            os.chmod(base, 0o755)


if __name__ == '__main__':
    sys.exit(night.main())
