import type { SettlementPad } from './pad';

/** What Amazon charges besides orders, and what it pays for goods that it lost. */
export function writeServices(pad: SettlementPad): void {
	const { index } = pad;
	pad.other('Cost of Advertising', 'TransactionTotalAmount', 0 - pad.about(36), 'advertising', { share: 0.33, transactionType: 'ServiceFee' });
	pad.other('Cost of Advertising', 'TransactionTotalAmount', 0 - pad.about(21), 'advertising', { share: 0.88, transactionType: 'ServiceFee' });
	pad.other('FBA Inventory Reimbursement', index % 2 === 0 ? 'WAREHOUSE_DAMAGE' : 'WAREHOUSE_LOST', pad.about(14), 'reimbursements', { share: 0.47, sku: 'HP-TRIVET' });
	// Once a month.
	if (index % 2 === 0) {
		pad.other('other-transaction', 'Subscription Fee', 0 - pad.about(33), 'subscription', { share: 0.08 });
		pad.other('FBA Inventory Storage Fee', 'Base fee', 0 - pad.about(11), 'storageFees', { share: 0.52 });
		pad.other('FBA Inventory Storage Fee', 'Tax on fee', 0 - pad.about(1.4), 'storageFees', { share: 0.52 });
	} else {
		pad.other('other-transaction', 'FBAInboundTransportationFee', 0 - pad.about(16), 'inboundFees', { share: 0.24 });
		pad.other('other-transaction', 'Shipping label purchase', 0 - pad.about(8), 'shippingLabels', { share: 0.66 });
	}
	if (index % 5 === 2) pad.other('FBA Inventory Reimbursement', 'COMPENSATED_CLAWBACK', 0 - pad.about(6), 'reimbursements', { share: 0.77, sku: 'HP-TRIVET' });
	if (index % 6 === 4) pad.other('Coupon Participation Fee', 'Base fee', 0 - pad.about(5), 'advertising', { share: 0.59 });
}
