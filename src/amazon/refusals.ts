import { marketplaceById, type Region } from '../domain/marketplaces';
import type { Operation, OperationName } from './spApi';

/** Why Amazon answered 403, as far as its answer tells. */
export interface Refusal {
	readonly code: 'ExpiredToken' | 'InvalidToken' | 'WrongRegion' | 'MarketplaceDenied' | 'MissingRole' | 'AccessDenied';
	/** What happened and what to do, for a bookkeeper. */
	readonly message: string;
}

const roleNames: Readonly<Record<Operation, string>> = {
	searchOrders: "'Inventory and Order Tracking'",
	getOrder: "'Inventory and Order Tracking'",
	getMarketplaceParticipations: "'Finance and Accounting' or 'Selling Partner Insights'",
	getAccount: "'Finance and Accounting' or 'Selling Partner Insights'",
	searchListingsItems: "'Product Listing'",
	getListingsItem: "'Product Listing'",
	searchCatalogItems: "'Product Listing'",
	createReport: "'Product Listing' or 'Inventory and Order Tracking'",
	getReports: "'Product Listing' or 'Inventory and Order Tracking'",
	getReport: "'Product Listing' or 'Inventory and Order Tracking'",
	getReportDocument: "'Product Listing' or 'Inventory and Order Tracking'",
	listTransactions: "'Finance and Accounting'",
};

/** Role of settlement reports, whatever operation of reports deals with them. */
export const FINANCE_ROLE = "'Finance and Accounting'";

interface Wanted {
	readonly operation: OperationName;
	/** In words, where the operation alone does not tell it. */
	readonly role?: string;
}

const isInUse = (operation: OperationName): operation is Operation => operation in roleNames;
const roleOf = ({ operation, role = isInUse(operation) ? roleNames[operation] : undefined }: Wanted): string => (role !== undefined ? `the role ${role}` : "the role that Amazon's reference names for it");

const regionNames: Readonly<Record<Region, string>> = { na: 'North America', eu: 'Europe', fe: 'Far East' };

const buyerRoles = "Buyers' names and addresses need the role 'Direct-to-Consumer Delivery (Restricted)', tax data 'Tax Invoicing' or 'Tax Remittance'.";
const authorizeAgain = 'After adding a role, authorize the application again in Seller Central and put the new refresh token into the credential.';

const messages: Readonly<Record<Refusal['code'], (wanted: Wanted, region: Region) => string>> = {
	ExpiredToken: () => 'Amazon took the access token for expired, and a new one as well. Check the clock of this machine, then try again.',
	InvalidToken: (_wanted, region) =>
		`Amazon does not accept the access token of this account in the region ${regionNames[region]}. Choose the region in which the account was authorized, or authorize the application again and put the new refresh token into the credential.`,
	WrongRegion: (_wanted, region) =>
		`Amazon refused access, because not everything asked for belongs to the region of the credential, ${regionNames[region]}. Use a credential of the marketplace's own region.`,
	MarketplaceDenied: () =>
		'Amazon refused access to a marketplace. Check in Seller Central that the account takes part in every marketplace of the stores, and remove the stores of those where it does not.',
	MissingRole: (wanted) => `Amazon refused access: the application lacks a role. This needs ${roleOf(wanted)}. ${isOrders(wanted) ? `${buyerRoles} ` : ''}${authorizeAgain}`,
	AccessDenied: (wanted) =>
		`Amazon refused access without saying why. This needs ${roleOf(wanted)}. ${isOrders(wanted) ? `${buyerRoles} ` : ''}${authorizeAgain}${isOrders(wanted) ? ' If the roles are there, check that the account takes part in every marketplace asked for.' : ''} This does not mean that there is no data.`,
};

const isOrders = ({ operation }: Wanted): boolean => operation === 'searchOrders' || operation === 'getOrder';

function codeOf(words: string, marketplaceIds: readonly string[], region: Region): Refusal['code'] {
	if (/token/i.test(words) && /expired/i.test(words)) return 'ExpiredToken';
	if (/token/i.test(words)) return 'InvalidToken';
	if (marketplaceIds.some((id) => (marketplaceById(id)?.region ?? region) !== region)) return 'WrongRegion';
	if (/marketplace/i.test(words)) return 'MarketplaceDenied';
	if (/region|endpoint/i.test(words)) return 'WrongRegion';
	if (/\brole|permission|scope|not authorized/i.test(words)) return 'MissingRole';
	return 'AccessDenied';
}

/**
 * Tells apart why Amazon answered 403 (P59, P66). Amazon uses one code and one message for all of it; `words` is its
 * message and details, and where they are silent only the marketplaces asked for can tell more.
 */
export function explainRefusal(words: string, asked: Wanted & { readonly region: Region; readonly marketplaceIds: readonly string[] }): Refusal {
	const code = codeOf(words, asked.marketplaceIds, asked.region);
	return { code, message: messages[code](asked, asked.region) };
}
