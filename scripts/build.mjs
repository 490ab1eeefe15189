// Compiles to dist/ and copies icons and codex files there.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const step = (file, ...args) => {
	const { status } = spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' });
	if (status !== 0) process.exit(status ?? 1);
};

rmSync('dist', { recursive: true, force: true });
step('node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json');
step('node_modules/gulp/bin/gulp.js', 'build:assets', '--silent');
