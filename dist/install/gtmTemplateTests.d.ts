/** The template's own tests, run in Tag Manager's template editor. */
export declare function gtmTemplateTests(options: object): string;
