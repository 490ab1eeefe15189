import { equals, subtract, sum, type Amount } from '../../../src/domain/money';
import type { DocumentContent, Sale } from '../../cin7/model';
import type { Cin7World } from '../../cin7/world';
import type { Check } from '../compareSales';
import type { AmazonSums, ExpectedFortnight } from './expected';
import { fortnightStoreNames, type FortnightStore, fortnightStores } from './stores';

const kinds = ['receivable', 'payment', 'revenue', 'tax'] as const;
type Balances = { readonly [account in (typeof kinds)[number]]: Amount };

/** The trial balance of each store's own accounts: over the documents in its currency, in the ledger, and against Amazon's sums. */
export function compareBalances(expected: ExpectedFortnight, standing: readonly Sale[], world: Cin7World): readonly Check[] {
	return fortnightStoreNames.flatMap((store) => {
		const { currency, accounts } = fortnightStores[store];
		const must = expected.balances.find((balances) => balances.store === store);
		const amazon = expected.amazon.find((sums) => sums.store === store);
		const own = overDocuments(store, standing);
		return [
			{ title: `Trial balance of ${store} in ${currency}`, wrong: must ? differences(own, must.own) : ['nothing is expected'] },
			{ title: `${store}: Cin7 Core has what Amazon reports`, wrong: amazon ? againstAmazon(own, amazon) : ['Amazon reports nothing'] },
			{
				title: `Trial balance of ${store} in the ledger`,
				wrong: must ? differences({ receivable: world.ledger.balance(accounts.receivable), payment: world.ledger.balance(accounts.payment), revenue: world.ledger.balance(accounts.revenue), tax: world.ledger.balance(accounts.tax) }, must.base) : ['nothing is expected'],
			},
		];
	});
}

const differences = (is: Balances, must: Balances): readonly string[] => kinds.filter((kind) => !equals(is[kind], must[kind])).map((kind) => `${kind} ${is[kind]} instead of ${must[kind]}`);

/** Debits minus credits by documents alone, in the store's currency. */
function overDocuments(store: FortnightStore, sales: readonly Sale[]): Balances {
	const own = sales.filter(({ customerCurrency }) => customerCurrency === fortnightStores[store].currency);
	const invoices = own.flatMap((sale) => sale.invoices).filter(({ status }) => status === 'AUTHORISED' || status === 'PAID');
	const credits = own.flatMap((sale) => sale.creditNotes).filter(({ status }) => status === 'AUTHORISED');
	const paid = sum([...invoices.flatMap(({ payments }) => payments.map(({ amount }) => amount)), ...credits.flatMap(({ payments }) => payments.map(({ amount }) => negated(amount)))]);
	const total = over(invoices, credits, ({ totals }) => totals.total);
	const tax = over(invoices, credits, ({ totals }) => totals.tax);
	return { receivable: subtract(total, paid), payment: paid, revenue: negated(subtract(total, tax)), tax: negated(tax) };
}

const negated = (amount: Amount): Amount => subtract('0', amount);
const over = (invoices: readonly DocumentContent[], credits: readonly DocumentContent[], amountOf: (document: DocumentContent) => Amount): Amount =>
	subtract(sum(invoices.map(amountOf)), sum(credits.map(amountOf)));

/** The buyers' money is on the payment account: what they paid, less what they got back, and the fees that Amazon returned with it. */
function againstAmazon({ receivable, payment }: Balances, { ordersTotal, refunds, refundFees }: AmazonSums): readonly string[] {
	const must = sum([subtract(ordersTotal, refunds), refundFees]);
	return [
		...(equals(receivable, '0') ? [] : [`${receivable} is still owed`]),
		...(equals(payment, must) ? [] : [`payments of ${payment} instead of ${ordersTotal} - ${refunds} + ${refundFees} = ${must}`]),
	];
}
