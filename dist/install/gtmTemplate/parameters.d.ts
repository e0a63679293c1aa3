/** The fields of a tag that is made of the template. */
export declare const parameters: (writeKey: string) => ({
    type: string;
    name: string;
    displayName: string;
    simpleValueType: boolean;
    defaultValue: string;
    alwaysInSummary: boolean;
    valueValidators: {
        type: string;
    }[];
    macrosInSelect?: undefined;
    selectItems?: undefined;
    valueHint?: undefined;
    enablingConditions?: undefined;
    newRowButtonText?: undefined;
    simpleTableColumns?: undefined;
    help?: undefined;
} | {
    type: string;
    name: string;
    displayName: string;
    simpleValueType: boolean;
    defaultValue: string;
    alwaysInSummary: boolean;
    macrosInSelect: boolean;
    selectItems: {
        value: string;
        displayValue: string;
    }[];
    valueValidators?: undefined;
    valueHint?: undefined;
    enablingConditions?: undefined;
    newRowButtonText?: undefined;
    simpleTableColumns?: undefined;
    help?: undefined;
} | {
    type: string;
    name: string;
    displayName: string;
    simpleValueType: boolean;
    valueHint: string;
    enablingConditions: {
        paramName: string;
        paramValue: string;
        type: string;
    }[];
    valueValidators: {
        type: string;
    }[];
    defaultValue?: undefined;
    alwaysInSummary?: undefined;
    macrosInSelect?: undefined;
    selectItems?: undefined;
    newRowButtonText?: undefined;
    simpleTableColumns?: undefined;
    help?: undefined;
} | {
    type: string;
    name: string;
    displayName: string;
    simpleValueType: boolean;
    enablingConditions: {
        paramName: string;
        paramValue: string;
        type: string;
    }[];
    defaultValue?: undefined;
    alwaysInSummary?: undefined;
    valueValidators?: undefined;
    macrosInSelect?: undefined;
    selectItems?: undefined;
    valueHint?: undefined;
    newRowButtonText?: undefined;
    simpleTableColumns?: undefined;
    help?: undefined;
} | {
    type: string;
    name: string;
    displayName: string;
    simpleValueType: boolean;
    valueHint: string;
    enablingConditions: {
        paramName: string;
        paramValue: string;
        type: string;
    }[];
    defaultValue?: undefined;
    alwaysInSummary?: undefined;
    valueValidators?: undefined;
    macrosInSelect?: undefined;
    selectItems?: undefined;
    newRowButtonText?: undefined;
    simpleTableColumns?: undefined;
    help?: undefined;
} | {
    type: string;
    name: string;
    displayName: string;
    newRowButtonText: string;
    enablingConditions: {
        paramName: string;
        paramValue: string;
        type: string;
    }[];
    simpleTableColumns: ({
        name: string;
        displayName: string;
        type: string;
        defaultValue: string;
        isUnique: boolean;
        valueValidators: {
            type: string;
        }[];
    } | {
        name: string;
        displayName: string;
        type: string;
        defaultValue: string;
        isUnique?: undefined;
        valueValidators?: undefined;
    })[];
    simpleValueType?: undefined;
    defaultValue?: undefined;
    alwaysInSummary?: undefined;
    valueValidators?: undefined;
    macrosInSelect?: undefined;
    selectItems?: undefined;
    valueHint?: undefined;
    help?: undefined;
} | {
    type: string;
    name: string;
    displayName: string;
    simpleValueType: boolean;
    valueHint: string;
    help: string;
    defaultValue?: undefined;
    alwaysInSummary?: undefined;
    valueValidators?: undefined;
    macrosInSelect?: undefined;
    selectItems?: undefined;
    enablingConditions?: undefined;
    newRowButtonText?: undefined;
    simpleTableColumns?: undefined;
})[];
