/** The fields of a tag that is made of the template. */
export const parameters = (writeKey) => [
    {
        type: 'TEXT',
        name: 'writeKey',
        displayName: 'Write key',
        simpleValueType: true,
        defaultValue: writeKey,
        alwaysInSummary: true,
        valueValidators: [{ type: 'NON_EMPTY' }],
    },
    {
        type: 'SELECT',
        name: 'event',
        displayName: 'Event',
        simpleValueType: true,
        defaultValue: 'page',
        alwaysInSummary: true,
        macrosInSelect: false,
        selectItems: [
            { value: 'page', displayValue: 'Page view' },
            { value: 'conversion', displayValue: 'Conversion' },
            { value: 'microconversion', displayValue: 'Microconversion' },
            { value: 'init', displayValue: 'None: only load the tag' },
        ],
    },
    {
        type: 'TEXT',
        name: 'conversionType',
        displayName: 'Conversion type',
        simpleValueType: true,
        valueHint: 'purchase',
        enablingConditions: [when('conversion'), when('microconversion')],
        valueValidators: [{ type: 'NON_EMPTY' }],
    },
    {
        type: 'TEXT',
        name: 'revenue',
        displayName: 'Revenue',
        simpleValueType: true,
        enablingConditions: [when('conversion')],
    },
    {
        type: 'TEXT',
        name: 'currency',
        displayName: 'Currency',
        simpleValueType: true,
        valueHint: 'EUR',
        enablingConditions: [when('page'), when('conversion'), when('microconversion')],
    },
    {
        type: 'SIMPLE_TABLE',
        name: 'properties',
        displayName: 'Properties',
        newRowButtonText: 'Add property',
        enablingConditions: [when('page'), when('conversion'), when('microconversion')],
        simpleTableColumns: [
            {
                name: 'key',
                displayName: 'Name',
                type: 'TEXT',
                defaultValue: '',
                isUnique: true,
                valueValidators: [{ type: 'NON_EMPTY' }],
            },
            { name: 'value', displayName: 'Value', type: 'TEXT', defaultValue: '' },
        ],
    },
    {
        type: 'TEXT',
        name: 'pixel',
        displayName: 'Saved pixel',
        simpleValueType: true,
        valueHint: 'pix_…',
        help: 'The id of the saved pixel, by which its events are counted.',
    },
];
function when(event) {
    return { paramName: 'event', paramValue: event, type: 'EQUALS' };
}
