/** The scenarios that the template carries: Tag Manager's template editor runs them as its tests. */
export declare function serverScenarios(collector: string): string;
