import { BooksWorld } from './booksWorld';
import { mugRows, other } from './settlementWorld';

let world: BooksWorld;
beforeAll(async () => {
	world = await BooksWorld.open();
});
afterAll(async () => await world.close());

test('S60, S61, N49 and P21: a settlement is one invoice in Xero, never a journal in Cin7 Core; its preview writes nothing, and undoing voids it', async () => {
	const { desk, xero } = world;
	const { settlementId } = desk.give([...mugRows('111-9000000-0000001'), other('Subscription Fee', '-1.00')]);
	await desk.load();
	expect((await desk.post({ postWhich: 'ready' })).attention).toHaveLength(1);
	const preview = await world.toXero({ previewOnly: true });
	expect(preview.processed[0]).toMatchObject({ outcome: 'preview', entries: [{ number: `AMZ-${settlementId}`, total: '9.12' }] });
	expect(xero.books.documents).toEqual([]);
	const posted = await world.toXero();
	expect(posted.processed).toMatchObject([{ state: 'posted', documents: [{ kind: 'xeroInvoice', number: `AMZ-${settlementId}`, status: 'completed' }] }]);
	expect(xero.books.trialBalance()).toEqual({ '210': -1499, '820': -124, '410': 225, '411': 386, '414': 100, 'AR/AP': 912, 'TAX': 0 });
	expect((await world.toXero({ booksWhich: 'ready' })).processed).toEqual([]);
	expect(desk.journals(settlementId)).toEqual([]);
	expect((await world.undo('xero', settlementId)).processed).toMatchObject([{ outcome: 'undone' }]);
	expect(xero.books.documents.map(({ status }) => status)).toEqual(['VOIDED']);
});
