import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { owner } from '../../sandbox/n8n/server';

const executables = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A node on the canvas; sticky notes are nodes too. */
export const canvasNode = '[data-test-id="canvas-node"]';

export interface Editor {
	readonly page: Page;
	/** Opens a page of n8n: '/workflow/ID', '/home/credentials'. */
	open(place: string): Promise<void>;
	/** Opens the panel of a node on the canvas. */
	openNode(name: string): Promise<void>;
	/** Saves what is on the screen as NAME.png in E2E_SCREENSHOTS, or does nothing where that is not set. */
	screenshot(name: string): Promise<void>;
	close(): Promise<void>;
}

/** n8n's editor in Chromium, logged in as the owner. Nothing beyond loopback can be reached. */
export async function openEditor(url: string): Promise<Editor> {
	const browser = await launch();
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
	await context.route(/^https?:\/\/(?!127\.0\.0\.1[:/])/, async (route) => await route.abort());
	const login = await context.request.post(`${url}/rest/login`, { data: { emailOrLdapLoginId: owner.email, password: owner.password } });
	if (!login.ok()) throw new Error(`n8n refused the log-in (HTTP ${login.status()})`);
	const page = await context.newPage();
	return {
		page,
		open: async (place) => {
			await page.goto(`${url}${place}`);
			if (place.startsWith('/workflow/')) await page.locator(canvasNode).first().waitFor({ timeout: 60_000 });
		},
		openNode: async (name) => {
			await page.locator(canvasNode).filter({ hasText: name }).first().dblclick();
			await page.locator('[data-test-id="ndv"]').first().waitFor();
		},
		screenshot: async (name) => {
			const folder = process.env.E2E_SCREENSHOTS;
			if (!folder) return;
			mkdirSync(folder, { recursive: true });
			await page.screenshot({ path: path.join(folder, `${name}.png`) });
		},
		close: async () => await browser.close(),
	};
}

async function launch(): Promise<Browser> {
	const executablePath = executables.find((file) => file !== undefined && existsSync(file));
	if (!executablePath) throw new Error('No Chromium was found. Install Debian\'s package chromium, or name the program in CHROMIUM.');
	return await chromium.launch({ executablePath, args: flags });
}
