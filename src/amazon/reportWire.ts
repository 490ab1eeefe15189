import { z } from 'zod';

/** Reports as Amazon sends them (reports_2021-06-30.json), only what is read of them. */
const text = z.string().nullish();

export const wireCreatedReport = z.object({ reportId: z.string().min(1) });

export const wireReport = z.object({
	reportId: z.string().min(1),
	reportType: z.string(),
	marketplaceIds: z.array(z.string()).nullish(),
	createdTime: z.string(),
	dataStartTime: text,
	dataEndTime: text,
	processingStatus: z.string(),
	reportDocumentId: text,
});

export const wireReportPage = z.object({ reports: z.array(wireReport), nextToken: text });

export const wireReportDocument = z.object({ url: z.string().min(1), compressionAlgorithm: text });

export type WireReport = z.infer<typeof wireReport>;
