// node -r ./scripts/typescript.cjs FILE.ts
require('@swc-node/register');

// Node tries extensions in the order of this list, so './catalog' would find catalog.json before catalog.ts.
const json = require.extensions['.json'];
delete require.extensions['.json'];
require.extensions['.json'] = json;
