import { accountKey } from '../domain/settings';
import type { AmazonPort } from '../processes/ports/amazon';
import type { RateBudgets } from '../processes/ports/repositories';
import type { Clock } from '../transport/clock';
import { defaultRetryPolicy, type RetryPolicy } from '../transport/retry';
import { createWaitAllowance } from '../transport/retryLoop';
import { accessTokensFor } from './accessTokens';
import { createCaller, type Caller } from './caller';
import { createCatalogCalls } from './catalog';
import { checkBaseUrl } from './connection';
import { secretsOf, type AmazonCredential } from './credential';
import { createDeferredMoneyCalls } from './deferredMoney';
import { createRefundCalls } from './finances';
import { createListingCalls } from './listings';
import { requestAccessToken } from './login';
import { createOrderCalls } from './orders';
import { createRateGate } from './rateGate';
import { createRawCall } from './rawCall';
import { FINANCE_ROLE } from './refusals';
import { createReportOpener, settlementAdvice } from './reportDocument';
import { createReportCalls } from './reports';
import { readParticipations, readSellerAccount } from './sellers';
import { createSettlementCalls } from './settlementReports';

export type { AmazonCredential } from './credential';

const DEFAULT_RUN_BUDGET_MS = 120_000;
const DEFAULT_DEADLINE_MS = 30_000;

export interface AmazonServices {
	readonly clock: Clock;
	readonly budgets: RateBudgets;
	/** Milliseconds that all calls of this run together may spend on waiting; two minutes when left out, 0 for no waiting at all. */
	readonly runBudgetMs?: number;
	/** Milliseconds from a request to the last byte of its answer, by the real clock; half a minute when left out. */
	readonly deadlineMs?: number;
	/** 0 (inclusive) to 1 (exclusive). */
	readonly random?: () => number;
}

/**
 * Amazon's Selling Partner API for one seller account in one region, for one run. Nothing is sent before the first call.
 * Throws TransportError code 'InvalidBaseUrl' for an address that is none.
 */
export function createAmazonClient(given: AmazonCredential, services: AmazonServices): AmazonPort {
	const credential: AmazonCredential = { ...given, apiBaseUrl: given.apiBaseUrl?.trim() || undefined };
	checkBaseUrl(credential.apiBaseUrl);
	const { clock, budgets, runBudgetMs = DEFAULT_RUN_BUDGET_MS, deadlineMs = DEFAULT_DEADLINE_MS, random = Math.random } = services;
	const key = accountKey(credential.merchantToken, credential.region);
	const waits = createWaitAllowance(runBudgetMs, clock);
	const policy: RetryPolicy = { ...defaultRetryPolicy, maxElapsedMs: Math.max(defaultRetryPolicy.maxElapsedMs, runBudgetMs) };
	const retry = { clock, waits, policy, random };
	const gate = createRateGate(credential, key, { clock, budgets, waits });
	const tokens = accessTokensFor(credential, clock, random, async () => await requestAccessToken(credential, deadlineMs));
	const call = createCaller(credential, { ...retry, tokens, gate, deadlineMs });
	const download = { ...credential, deadlineMs };
	const callForSettlements: Caller = async (request) => await call({ ...request, role: FINANCE_ROLE });
	return {
		region: credential.region,
		accountKey: key,
		...createOrderCalls(call),
		...createListingCalls(call, credential.merchantToken),
		...createCatalogCalls(call),
		...createReportCalls(call, createReportOpener(call, retry, download), secretsOf(credential)),
		...createRefundCalls(call),
		...createSettlementCalls(callForSettlements, createReportOpener(callForSettlements, retry, download, settlementAdvice)),
		...createDeferredMoneyCalls(call),
		call: createRawCall(call),
		marketplaceParticipations: async () => await readParticipations(call),
		sellerAccount: async () => await readSellerAccount(call),
		expectedWait: async (operation, calls) => await gate.expectedWait(operation, calls),
	};
}
