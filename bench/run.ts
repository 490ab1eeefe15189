import { asJsonLines, asTable, type Figure } from './figures';
import { catalogCalls } from './catalogCalls';
import { catalogReport } from './catalogReport';
import { dailySale } from './dailySale';
import { history } from './history';
import { ordersCalls } from './ordersCalls';
import { parsing } from './parsing';
import { planning } from './planning';
import { saleCalls } from './saleCalls';
import { settlement } from './settlement';

const benches: ReadonlyMap<string, () => Promise<readonly Figure[]>> = new Map([
	['orders-calls', async () => await ordersCalls()],
	['sale-calls', async () => await saleCalls()],
	['planning', async () => await planning()],
	['parsing', async () => await parsing()],
	['catalog-calls', async () => await catalogCalls()],
	['catalog-report', async () => await catalogReport()],
	['daily-sale', async () => await dailySale()],
	['history', async () => await history()],
	['settlement', async () => await settlement()],
]);

async function main(given: readonly string[]): Promise<number> {
	const asJson = given.includes('--json');
	const names = given.filter((argument) => argument !== '--json');
	const unknown = names.filter((name) => !benches.has(name));
	if (unknown.length > 0) {
		process.stderr.write(`No benchmark ${unknown.join(', ')}. There are: ${[...benches.keys()].join(', ')}; and --json.\n`);
		return 2;
	}
	for (const [name, measure] of benches) {
		if (names.length > 0 && !names.includes(name)) continue;
		const figures = await measure();
		process.stdout.write(asJson ? asJsonLines(figures) : `${asTable(figures)}\n`);
	}
	return 0;
}

void main(process.argv.slice(2)).then((code) => { process.exitCode = code; }, (error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
	process.exitCode = 1;
});
