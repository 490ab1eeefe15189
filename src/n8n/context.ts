import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

/** The contexts in which a node of ours may call the services. */
export type NodeContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;
