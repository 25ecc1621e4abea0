// pdfjs-read.js PDFJS FILE.pdf...: what pdf.js makes of each file, one line of JSON a file:
// {file, warnings, pages: [{pieces: [{roles, id, text}], figures: [alt], links: [{said, to}]}]}. A piece is marked content in order of
// the structure tree, with the roles from the root down to it.
'use strict';
const fs = require('fs');
const path = require('path');

const warnings = [];
console.log = (...words) => { if (!/Cannot polyfill/.test(words.join(' '))) warnings.push(words.join(' ')); };
console.warn = console.log;
const pdfjs = require(path.join(process.argv[2], 'pdf.js'));

function walk(node, roles, texts, page) {
  if (node.type === 'content') {
    page.pieces.push({ roles, id: Number(node.id.replace(/.*_mc/, '')), text: texts.get(node.id) || '' });
    texts.delete(node.id);
  }
  if (node.role === 'Figure') page.figures.push(node.alt || '');
  for (const child of node.children || []) walk(child, node.role && node.role !== 'Root' ? [...roles, node.role] : roles, texts, page);
}

async function readPage(doc, number) {
  const page = await doc.getPage(number);
  const [tree, content, annotations] = await Promise.all([page.getStructTree(), page.getTextContent({ includeMarkedContent: true }), page.getAnnotations()]);
  const texts = new Map();
  const open = [];
  for (const item of content.items) {
    if (item.type === 'endMarkedContent') open.pop();
    else if (item.type) open.push(item.id || null);
    else if (open.length && open[open.length - 1]) texts.set(open[open.length - 1], (texts.get(open[open.length - 1]) || '') + item.str);
  }
  const made = { pieces: [], figures: [], links: [], unreached: 0 };
  if (tree) walk(tree, [], texts, made);
  made.unreached = [...texts.values()].filter((t) => t.trim() !== '').length;
  for (const a of annotations) {
    if (a.subtype !== 'Link') continue;
    const to = a.url || (a.dest && (Array.isArray(a.dest) ? a.dest : await doc.getDestination(a.dest)));
    made.links.push({ said: a.contentsObj ? a.contentsObj.str : '', to: to ? String(a.url || 'page') : '' });
  }
  return made;
}

async function read(file) {
  warnings.length = 0;
  const data = new Uint8Array(fs.readFileSync(file));
  const doc = await pdfjs.getDocument({ data, verbosity: 1, disableFontFace: true, useSystemFonts: false }).promise;
  const pages = [];
  for (let i = 1; i <= doc.numPages; i++) pages.push(await readPage(doc, i));
  const marked = await doc.getMarkInfo();
  const attachments = Object.keys((await doc.getAttachments()) || {});
  await doc.destroy();
  return { file, marked: Boolean(marked && marked.Marked), attachments, warnings: [...warnings], pages };
}

(async () => {
  for (const file of process.argv.slice(3)) process.stdout.write(JSON.stringify(await read(file)) + '\n');
})().catch((error) => { process.stderr.write(String(error.stack || error) + '\n'); process.exit(1); });
