import { BooksWorld } from './booksWorld';
import { mugRows } from './settlementWorld';

let world: BooksWorld;
beforeAll(async () => {
	world = await BooksWorld.open();
});
afterAll(async () => await world.close());

test('P21: a settlement is one journal entry in QuickBooks, on the accounts of the same names; undoing deletes it', async () => {
	const { desk, quickBooks } = world;
	const { settlementId } = desk.give(mugRows('111-9000000-0000001'));
	await desk.load();
	const posted = await world.toQuickBooks();
	expect(posted.processed).toMatchObject([{ state: 'posted', documents: [{ kind: 'quickBooksJournal', number: `AMZ-${settlementId}` }] }]);
	expect(quickBooks.trialBalance()).toMatchObject({ '1210': -1499, '1820': -124, '1410': 225, '1411': 386, '1710': 1012 });
	expect((await world.undo('quickBooks', settlementId)).processed).toMatchObject([{ outcome: 'undone' }]);
	expect(quickBooks.entries).toEqual([]);
});
