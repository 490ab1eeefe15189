import { compareWithPublished, describeWithCin7Contracts, publishedAnswers, shapeOf } from './cin7Examples';
import { documentedRequestKeys, publishedRequest, undocumentedRequestKeys } from './cin7RequestKeys';

describe('the shape of a JSON value', () => {
	it('merges the elements of a list into one shape', () => {
		const shape = shapeOf([{ Lines: [{ A: 1 }, { A: null, B: 'x' }] }]);
		expect([...(shape.get('Lines[].A') ?? [])]).toEqual(['number', 'null']);
		expect([...(shape.get('Lines[].B') ?? [])]).toEqual(['string']);
	});
});

describeWithCin7Contracts('the published examples', () => {
	const order = (): Record<string, unknown> => structuredClone(publishedAnswers('GET /sale/order')[0]) as Record<string, unknown>;

	it('fit themselves', () => {
		expect(compareWithPublished('GET /sale/order', order())).toEqual([]);
	});

	it('show a missing key, a key too many and a wrong type', () => {
		const { Memo: _, ...rest } = order();
		expect(compareWithPublished('GET /sale/order', rest)).toEqual(['Memo: missing']);
		expect(compareWithPublished('GET /sale/order', { ...order(), Extra: 1 })).toEqual(['Extra: not in the published example']);
		expect(compareWithPublished('GET /sale/order', { ...order(), Total: '358' })).toEqual(['Total: string instead of number']);
	});

	it('ask nothing of the elements of a list that is empty in the answer', () => {
		expect(compareWithPublished('GET /sale/order', { ...order(), Lines: [] })).toEqual([]);
	});

	it('cannot be used where they are known to be bad', () => {
		expect(() => publishedAnswers('POST /sale/creditnote')).toThrow('not to be used');
	});

	it('are read from the printed reference where the converted one lacks them', () => {
		expect(publishedAnswers('GET /sale/creditnote')).toMatchObject([{ CreditNotes: [{ CreditNoteNumber: 'CR-00001', Restock: [{ SKU: 'Bread' }], Payments: [{ Type: 'Refund' }] }] }]);
	});
});

describeWithCin7Contracts('the documented keys of a request', () => {
	it('follow the models that the tables refer to', () => {
		const keys = documentedRequestKeys('POST /sale/invoice');
		for (const key of ['SaleID', 'TaskID', 'Lines.Account', 'Lines.Total', 'AdditionalCharges.Description']) expect(keys).toContain(key);
		expect(documentedRequestKeys('POST /sale')).toContain('ShippingAddress.ShipToOther');
	});

	it('are those of the operation where another section has a table of the same name', () => {
		expect(documentedRequestKeys('POST /finishedGoods')).toContain('CompletionDate');
	});

	it('name a key that nobody documented', () => {
		expect(undocumentedRequestKeys('POST /sale', { CustomerID: 'x', SourceChannel: 'Amazon_US', BillingAddress: { Line1: 'a', Zip: '1' } })).toEqual(['SourceChannel', 'BillingAddress.Zip']);
	});

	it.each([
		'POST /sale', 'POST /sale/order', 'POST /sale/invoice', 'POST /sale/payment', 'POST /sale/creditnote', 'POST /sale/fulfilment/pick', 'POST /sale/fulfilment/pack', 'POST /finishedGoods',
		'POST /journal', 'POST /moneyOperation', 'POST /sale/manualJournal',
	])('cover the printed request of %s', (operation) => {
		expect(undocumentedRequestKeys(operation, publishedRequest(operation))).toEqual([]);
	});
});
