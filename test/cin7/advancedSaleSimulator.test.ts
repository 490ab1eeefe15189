import { creditNoteBody, emptyGuid, invoiceBody, mugLine, orderBody, paymentBody, TenantClient, type Data } from '../sandbox/cin7/tenantClient';

let tenant: TenantClient;
beforeEach(async () => { tenant = await TenantClient.start(); });
afterEach(async () => { await TenantClient.closeAll(); });

const shipped = { AutoPickPackShipMode: 'AUTOPICKPACKSHIP' };
const mugs = (quantity: number, change: Data = {}): Data => ({ SKU: 'HP-MUG-SLATE', Location: 'FBA US', Quantity: quantity, ...change });
const pick = (TaskID: string, lines: Data[], change: Data = {}): Data => ({ TaskID, Status: 'AUTHORISED', Lines: lines, ...change });
const ship = (TaskID: string, boxes: string[], change: Data = {}): Data => ({ TaskID, Status: 'AUTHORISED', Lines: boxes.map((Box) => ({ ShipmentDate: '2026-03-12', Carrier: 'DHL', Box, TrackingNumber: `T-${Box}`, IsShipped: true, ...change })) });
const shelf = async (location = 'FBA US'): Promise<number[]> => {
	const row = await tenant.availability('HP-MUG-SLATE', location);
	return [row.OnHand, row.Allocated];
};
const add = async (saleId: string): Promise<Data> => (await tenant.ok('POST', '/sale/fulfilment', { SaleID: saleId })).Fulfilments.at(-1);
/** An Advanced Sale of two mugs with one fulfillment whose pick is open. */
async function advanced(): Promise<{ saleId: string; taskId: string }> {
	const sale = await tenant.ordered({ SaleType: 'Advanced' });
	return { saleId: sale.ID, taskId: (await add(sale.ID)).TaskID };
}

describe('another fulfillment', () => {
	it('makes a Simple Sale an Advanced Sale for good, and begins with an empty draft of a pick', async () => {
		const sale = await tenant.ordered({}, shipped);
		const second = await add(sale.ID);
		expect([second.FulfillmentNumber, second.Pick, second.Pack.Status, second.Ship.Status]).toEqual([2, { Status: 'DRAFT', Lines: [] }, 'NOT AVAILABLE', 'NOT AVAILABLE']);
		expect((await tenant.read(sale.ID)).Type).toBe('Advanced Sale');
		await tenant.ok('DELETE', `/sale/fulfilment?TaskID=${second.TaskID}&Void=true`);
		const after = await tenant.read(sale.ID);
		expect([after.Type, after.Fulfilments.map((task: Data) => task.Pick.Status), after.CombinedShippingStatus]).toEqual(['Advanced Sale', ['AUTHORISED', 'VOIDED'], 'SHIPPED']);
	});

	it.each<[string, () => Promise<string>, RegExp]>([
		['while the order is not authorised', async () => (await tenant.sale()).ID, /Sale Order status must be AUTHORISED/],
		['while the first one is not picked', async () => (await tenant.ordered()).ID, /Pick status is not AUTHORISED/],
		['while another one is open', async () => (await advanced()).saleId, /Pick status is not AUTHORISED/],
		['of a voided sale', async () => {
			const { ID } = await tenant.ordered();
			await tenant.ok('DELETE', `/sale?ID=${ID}&Void=true`);
			return ID;
		}, /voided/],
	])('is refused %s', async (_title, sale, text) => {
		const SaleID = await sale();
		expect(await tenant.refusal('POST', '/sale/fulfilment', { SaleID })).toMatch(text);
	});

	it('is voided for an Advanced Sale only', async () => {
		const sale = await tenant.ordered({}, shipped);
		expect(await tenant.refusal('DELETE', `/sale/fulfilment?TaskID=${sale.ID}&Void=true`)).toMatch(/Advanced Sale only/);
		expect((await tenant.read(sale.ID)).Type).toBe('Simple Sale');
	});

	it('that is empty keeps a sale from being completed until it is voided', async () => {
		const sale = await tenant.invoiced({}, shipped);
		await tenant.ok('POST', '/sale/payment', paymentBody(sale.ID));
		const second = await add(sale.ID);
		expect((await tenant.read(sale.ID)).Status).toBe('ORDERED');
		await tenant.ok('DELETE', `/sale/fulfilment?TaskID=${second.TaskID}&Void=true`);
		expect((await tenant.read(sale.ID)).Status).toBe('COMPLETED');
	});

	it('lets a second credit note be written', async () => {
		const sale = await tenant.invoiced({}, shipped);
		const body = await creditNoteBody(tenant, sale.ID);
		await tenant.ok('POST', '/sale/creditnote', body);
		expect(await tenant.refusal('POST', '/sale/creditnote', body)).toMatch(/more than one credit note/);
		await add(sale.ID);
		const { CreditNotes } = await tenant.ok('POST', '/sale/creditnote', body);
		expect(CreditNotes.map((note: Data) => note.CreditNoteNumber)).toEqual(['CR-00001', 'CR-00002']);
	});
});

describe('a sale that was ordered without picking', () => {
	it('is picked, packed and shipped later, and its goods leave with the shipment', async () => {
		const { ID } = await tenant.ordered();
		expect((await tenant.ok('POST', '/sale/fulfilment/pick', { TaskID: ID, AutoPickMode: 'AUTOPICK' })).Status).toBe('AUTHORISED');
		await tenant.ok('POST', '/sale/fulfilment/pack', pick(ID, [mugs(2, { Box: 'Box 7' })]));
		expect(await shelf()).toEqual([800, 2]);
		const shipment = await tenant.ok('POST', '/sale/fulfilment/ship', ship(ID, ['Box 7']));
		expect([shipment.Status, shipment.Lines[0].Boxes, shipment.Lines[0].TrackingNumber]).toEqual(['AUTHORISED', 'Box 7', 'T-Box 7']);
		const sale = await tenant.read(ID);
		expect([await shelf(), sale.CombinedShippingStatus, sale.CombinedTrackingNumbers, sale.COGSAmount]).toEqual([[798, 0], 'SHIPPED', 'T-Box 7', 12]);
		expect(sale.Transactions[0]).toMatchObject({ Debit: '310', Credit: '630', EffectiveDate: '2026-03-12T00:00:00' });
	});

	it('can be shipped by the world at once, also where picking was begun', async () => {
		const { ID } = await tenant.ordered();
		const picked = await tenant.ordered({ ExternalID: 'b' }, { AutoPickPackShipMode: 'AUTOPICK' });
		const large = await tenant.ordered({ ExternalID: 'c', SaleType: 'Advanced' });
		for (const id of [ID, picked.ID, large.ID]) tenant.simulator.world.shipSale(id);
		expect([await shelf(), (await tenant.read(ID)).Status, (await tenant.read(large.ID)).CombinedShippingStatus]).toEqual([[794, 0], 'SHIPPING', 'SHIPPED']);
	});

	it('is not shipped by the world with too little stock, and is once it came', async () => {
		const { ID } = await tenant.ordered({ Location: 'FBA DE' }, { Lines: [{ ...mugLine, SKU: 'HP-TEAPOT-12', Quantity: 5, Total: undefined }], AdditionalCharges: [] });
		const { world } = tenant.simulator;
		expect(() => { world.shipSale(ID); }).toThrow('not enough stock');
		const { id, name } = world.locations.find((location) => location.name === 'FBA DE') ?? { id: '', name: '' };
		world.stock.put(world.productBySku('HP-TEAPOT-12')?.id ?? '', { id, name }, '2');
		world.shipSale(ID);
		expect(await tenant.availability('HP-TEAPOT-12', 'FBA DE')).toMatchObject({ OnHand: 0, Allocated: 0 });
	});
});

describe('a sale that leaves in two fulfillments', () => {
	const leave = async (taskId: string): Promise<void> => {
		await tenant.ok('POST', '/sale/fulfilment/pick', pick(taskId, [mugs(1)]));
		await tenant.ok('POST', '/sale/fulfilment/pack', pick(taskId, [mugs(1)]));
		await tenant.ok('POST', '/sale/fulfilment/ship', ship(taskId, ['Box 1']));
	};
	const fulfilled = async (saleId: string): Promise<string> => (await tenant.read(saleId)).FulFilmentStatus;

	it('gives each what it was picked, and is fulfilled with the second', async () => {
		const { saleId, taskId } = await advanced();
		await leave(taskId);
		const second = await add(saleId);
		expect([await shelf(), await fulfilled(saleId)]).toEqual([[799, 1], 'PARTIALLY FULFILLED']);
		await leave(second.TaskID);
		expect([await shelf(), await fulfilled(saleId)]).toEqual([[798, 0], 'FULFILLED']);
	});

	it('whose shipment is voided has its goods back, still allocated', async () => {
		const { saleId, taskId } = await advanced();
		tenant.simulator.world.shipSale(saleId);
		expect(await shelf()).toEqual([798, 0]);
		await tenant.ok('DELETE', `/sale/fulfilment?TaskID=${taskId}&Void=true`);
		expect([await shelf(), tenant.simulator.world.ledger.balance('310'), (await tenant.read(saleId)).COGSAmount]).toEqual([[800, 2], '0', 0]);
		expect((await tenant.ok('POST', '/sale/fulfilment/pick', pick((await add(saleId)).TaskID, [mugs(2)]))).Status).toBe('AUTHORISED');
	});
});

describe('a pick', () => {
	it.each<[string, Data, RegExp]>([
		['more than ordered', { Lines: [mugs(3)] }, /greater than the ordered one/],
		['more than ordered in two lines', { Lines: [mugs(1), mugs(2, { Location: 'Tokyo' })] }, /greater than the ordered one/],
		['what nobody ordered', { Lines: [mugs(1, { SKU: 'HP-TEAPOT-12' })] }, /greater than the ordered one/],
		['from a location that does not exist', { Lines: [mugs(1, { Location: 'Attic' })] }, /'Attic' was not found/],
		['nothing', { Lines: [] }, /without lines/],
		['by an unknown mode', { AutoPickMode: 'AUTOSHIP' }, /unknown value/],
	])('is refused for %s, and takes nothing', async (_title, change, text) => {
		const { taskId } = await advanced();
		expect(await tenant.refusal('POST', '/sale/fulfilment/pick', { ...pick(taskId, []), ...change })).toMatch(text);
		expect([await shelf(), (await tenant.ok('GET', `/sale/fulfilment/pick?TaskID=${taskId}`)).Status]).toEqual([[800, 2], 'DRAFT']);
	});

	it('may take goods from another location, whose stock is used then', async () => {
		const { taskId } = await advanced();
		await tenant.ok('POST', '/sale/fulfilment/pick', pick(taskId, [mugs(2, { Location: 'Tokyo' })]));
		expect([await shelf(), await shelf('Tokyo')]).toEqual([[800, 0], [150, 2]]);
	});

	it('that is authorised is not written again', async () => {
		const { taskId } = await advanced();
		await tenant.ok('PUT', '/sale/fulfilment/pick', pick(taskId, [mugs(2)]));
		expect(await tenant.refusal('POST', '/sale/fulfilment/pick', pick(taskId, [mugs(2)]))).toMatch(/must be DRAFT or NOT AVAILABLE, it is AUTHORISED/);
	});
});

describe('pack and shipment', () => {
	const picked = async (): Promise<string> => {
		const { taskId } = await advanced();
		await tenant.ok('POST', '/sale/fulfilment/pick', pick(taskId, [mugs(2)]));
		return taskId;
	};
	const boxes = [mugs(1, { Box: 'A' }), mugs(1, { Box: 'B' })];

	it('wait for the stage before them', async () => {
		const { taskId } = await advanced();
		expect(await tenant.refusal('POST', '/sale/fulfilment/pack', pick(taskId, boxes))).toMatch(/Pick status must be AUTHORISED/);
		expect(await tenant.refusal('POST', '/sale/fulfilment/ship', ship(taskId, ['A']))).toMatch(/Pack status must be AUTHORISED/);
	});

	it('take what was picked, no more and, unless the switch allows it, no less', async () => {
		const taskId = await picked();
		expect(await tenant.refusal('POST', '/sale/fulfilment/pack', pick(taskId, [mugs(3)]))).toMatch(/greater than the picked one/);
		expect(await tenant.refusal('POST', '/sale/fulfilment/pack', pick(taskId, [mugs(1)]))).toMatch(/Not all that was picked/);
	});

	it('add lines with POST and replace them with PUT', async () => {
		const taskId = await picked();
		await tenant.ok('POST', '/sale/fulfilment/pack', pick(taskId, [boxes[0]], { Status: 'DRAFT' }));
		expect((await tenant.ok('POST', '/sale/fulfilment/pack', pick(taskId, [boxes[1]], { Status: 'DRAFT' }))).Lines).toHaveLength(2);
		expect((await tenant.ok('PUT', '/sale/fulfilment/pack', pick(taskId, [mugs(2)]))).Lines).toMatchObject([{ Box: 'Box 1', Quantity: 2 }]);
	});

	it('a shipment without one of the boxes is partial; its other box stays on the shelf', async () => {
		const taskId = await picked();
		await tenant.ok('POST', '/sale/fulfilment/pack', pick(taskId, boxes));
		expect(await tenant.refusal('POST', '/sale/fulfilment/ship', ship(taskId, ['C']))).toMatch(/'C' was not packed/);
		expect(await tenant.refusal('PUT', '/sale/fulfilment/ship', ship(taskId, ['A']))).toMatch(/'B' of the pack is not listed/);
		expect((await tenant.ok('POST', '/sale/fulfilment/ship', ship(taskId, ['A']))).Status).toBe('PARTIALLY AUTHORISED');
		expect(await shelf()).toEqual([799, 1]);
		expect(await tenant.refusal('POST', '/sale/fulfilment/ship', ship(taskId, ['B']))).toMatch(/it is PARTIALLY AUTHORISED/);
	});

	it('several boxes can be in one line, and their tracking number changes with AddTrackingNumbers', async () => {
		const taskId = await picked();
		await tenant.ok('POST', '/sale/fulfilment/pack', pick(taskId, boxes));
		expect((await tenant.ok('PUT', '/sale/fulfilment/ship', ship(taskId, ['A, B']))).Status).toBe('AUTHORISED');
		expect(await tenant.refusal('PUT', '/sale/fulfilment/ship', ship(taskId, ['A, B']))).toMatch(/it is AUTHORISED/);
		const changed = await tenant.ok('PUT', '/sale/fulfilment/ship', { ...ship(taskId, ['A, B'], { TrackingNumber: 'NEW', Carrier: 'UPS' }), AddTrackingNumbers: true });
		expect(changed.Lines).toMatchObject([{ Boxes: 'A, B', TrackingNumber: 'NEW', Carrier: 'UPS' }]);
		expect(await shelf()).toEqual([798, 0]);
	});

	it('a carrier that does not exist and a day in closed books are refused', async () => {
		const taskId = await picked();
		await tenant.ok('POST', '/sale/fulfilment/pack', pick(taskId, [mugs(2)]));
		expect(await tenant.refusal('POST', '/sale/fulfilment/ship', ship(taskId, ['Box 1'], { Carrier: 'Dove' }))).toMatch(/'Dove' was not found/);
		tenant.simulator.world.company.lockDate = '2026-03-12';
		expect(await tenant.refusal('POST', '/sale/fulfilment/ship', ship(taskId, ['Box 1']))).toMatch(/Lock Date/);
	});
});

it('an Advanced Sale with an invoice of its own task is completed when all of it is shipped and paid', async () => {
	const sale = await tenant.sale({ SaleType: 'Advanced' });
	await tenant.ok('POST', '/sale/order', orderBody(sale.ID));
	const { Invoices: [invoice] } = await tenant.ok('POST', '/sale/invoice', { ...invoiceBody(sale.ID), TaskID: emptyGuid });
	await tenant.ok('POST', '/sale/payment', paymentBody(invoice.TaskID));
	expect((await tenant.read(sale.ID)).Status).toBe('ORDERED');
	tenant.simulator.world.shipSale(sale.ID);
	expect((await tenant.read(sale.ID)).Status).toBe('COMPLETED');
});
