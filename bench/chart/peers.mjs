// peers.mjs FOLDER ENGINE: draws the graph on standard input with a library from FOLDER/node_modules, for peers.py.
//
// In:  {"nodes": [{id, w, h}], "edges": [{id, from, to, label: {w, h} or null}]}      sizes in points, of the words as they will stand
// Out: {"nodes": {id: [x, y]}, "edges": {id: {points: [[x, y] …], label: [x, y] or null}}}     x, y: left and top
// Engines: elk-layered elk-stress dagre fcose cola d3-force. An engine that places no labels leaves them to peers.py.
import { createRequire } from 'node:module';
import { readFileSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [folder, engine] = process.argv.slice(2);
const require = createRequire(folder + '/');
const graph = JSON.parse(readFileSync(0, 'utf8'));
const centred = at => Object.fromEntries(graph.nodes.map(n => [n.id, [at[n.id].x - n.w / 2, at[n.id].y - n.h / 2]]));

async function elk(algorithm) {
  const ELK = require('elkjs/lib/elk.bundled.js');
  const layered = algorithm === 'layered';
  const options = {
    'elk.algorithm': algorithm, 'elk.spacing.nodeNode': '14', 'elk.spacing.edgeNode': '8', 'elk.spacing.edgeLabel': '3',
    ...(layered ? { 'elk.edgeRouting': 'POLYLINE', 'elk.layered.spacing.nodeNodeBetweenLayers': '24', 'elk.aspectRatio': '1.42',
      'elk.layered.crossingMinimization.semiInteractive': 'false', 'elk.layered.thoroughness': '40' }
      : { 'elk.stress.desiredEdgeLength': '120', 'elk.aspectRatio': '1.42' })
  };
  const made = await new ELK().layout({
    id: 'root', layoutOptions: options,
    children: graph.nodes.map(n => ({ id: n.id, width: n.w, height: n.h })),
    edges: graph.edges.map(e => ({ id: e.id, sources: [e.from], targets: [e.to],
      labels: e.label ? [{ text: 'x', width: e.label.w, height: e.label.h }] : [] }))
  });
  const edges = {};
  for (const e of made.edges) {
    const s = e.sections && e.sections[0];
    const l = e.labels && e.labels[0];
    edges[e.id] = {
      points: layered && s ? [s.startPoint, ...(s.bendPoints || []), s.endPoint].map(p => [p.x, p.y]) : null,
      label: layered && l && l.x !== undefined ? [l.x, l.y] : null
    };
  }
  return { nodes: Object.fromEntries(made.children.map(n => [n.id, [n.x, n.y]])), edges };
}

function dagre() {
  const lib = require('@dagrejs/dagre');
  const g = new lib.graphlib.Graph({ multigraph: true });
  g.setGraph({ rankdir: 'LR', nodesep: 14, edgesep: 8, ranksep: 30 });
  g.setDefaultEdgeLabel(() => ({}));
  for (const n of graph.nodes) g.setNode(n.id, { width: n.w, height: n.h });
  for (const e of graph.edges) g.setEdge(e.from, e.to, e.label ? { width: e.label.w, height: e.label.h, labelpos: 'c' } : {}, e.id);
  lib.layout(g);
  const edges = {};
  for (const e of graph.edges) {
    const made = g.edge(e.from, e.to, e.id);
    edges[e.id] = { points: made.points.map(p => [p.x, p.y]), label: e.label ? [made.x - e.label.w / 2, made.y - e.label.h / 2] : null };
  }
  return { nodes: centred(Object.fromEntries(graph.nodes.map(n => [n.id, g.node(n.id)]))), edges };
}

// a generator with a seed in the place of Math.random, so that a run can be had again
function seeded() {
  let state = 1;
  Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;
}

function fcose() {
  seeded();
  const cytoscape = require('cytoscape');
  cytoscape.use(require('cytoscape-fcose'));
  const cy = cytoscape({
    headless: true, styleEnabled: true,
    elements: [...graph.nodes.map(n => ({ data: { id: n.id, w: n.w, h: n.h } })),
      ...graph.edges.map(e => ({ data: { id: 'e' + e.id, source: e.from, target: e.to } }))],
    style: [{ selector: 'node', style: { width: 'data(w)', height: 'data(h)', shape: 'rectangle' } }]
  });
  cy.layout({ name: 'fcose', quality: 'proof', animate: false, randomize: true, idealEdgeLength: 110, nodeSeparation: 90, nodeDimensionsIncludeLabels: false }).run();
  return { nodes: centred(Object.fromEntries(graph.nodes.map(n => [n.id, cy.getElementById(n.id).position()]))), edges: {} };
}

function cola() {
  seeded();
  const lib = require('webcola');
  const index = Object.fromEntries(graph.nodes.map((n, i) => [n.id, i]));
  const nodes = graph.nodes.map(n => ({ width: n.w + 12, height: n.h + 12 }));
  const links = graph.edges.filter(e => e.from !== e.to).map(e => ({ source: index[e.from], target: index[e.to] }));
  new lib.Layout().size([482, 340]).nodes(nodes).links(links).linkDistance(120).avoidOverlaps(true).handleDisconnected(true)
    .start(30, 30, 60, 0, false);
  return { nodes: centred(Object.fromEntries(graph.nodes.map((n, i) => [n.id, nodes[i]]))), edges: {} };
}

async function d3() {
  const lib = await import(pathToFileURL(require.resolve('d3-force')));
  const nodes = graph.nodes.map(n => ({ id: n.id, r: Math.hypot(n.w, n.h) / 2 }));
  const links = graph.edges.filter(e => e.from !== e.to).map(e => ({ source: e.from, target: e.to }));
  const run = lib.forceSimulation(nodes).stop().force('link', lib.forceLink(links).id(n => n.id).distance(110))
    .force('charge', lib.forceManyBody().strength(-300)).force('collide', lib.forceCollide(n => n.r + 2)).force('x', lib.forceX().strength(.05))
    .force('y', lib.forceY().strength(.08));
  run.tick(400);
  return { nodes: centred(Object.fromEntries(nodes.map(n => [n.id, n]))), edges: {} };
}

const engines = { 'elk-layered': () => elk('layered'), 'elk-stress': () => elk('stress'), dagre, fcose, cola, 'd3-force': d3 };
const out = Buffer.from(JSON.stringify(await engines[engine]()));
for (let at = 0; at < out.length;) at += writeSync(1, out, at);
process.exit(0); // some leave timers running
