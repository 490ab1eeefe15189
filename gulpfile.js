const { src, dest, parallel } = require('gulp');

// tsc emits neither images nor codex files; n8n looks for both beside the compiled node.
const nodeIcons = () => src('nodes/**/*.{png,svg}', { encoding: false }).pipe(dest('dist/nodes'));
const credentialIcons = () => src('credentials/**/*.{png,svg}', { encoding: false }).pipe(dest('dist/credentials'));
const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

exports['build:assets'] = parallel(nodeIcons, credentialIcons, codex);
