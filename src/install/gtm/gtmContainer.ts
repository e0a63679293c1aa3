import { variablesOf } from '../pixelCall.ts';
import type { Job, Platform } from '../platform.ts';
import { ga4Event } from './ga4.ts';
import { gtmBase, gtmEvent } from './gtm.ts';
import { gtmVariable, gtmVariableWords } from './gtmVariable.ts';
import { GTM_VARIABLES } from './gtmVariables.ts';

const ACCOUNT = { accountId: '1', containerId: '1' };
/** Import takes any number. A fixed one, and a fixed time, make the same file of the same pixel. */
const FINGERPRINT = '1767225600000';
const EXPORT_TIME = '2026-01-01 00:00:00';
/** Triggers that every container has. */
const ALL_PAGES = '2147479553';
const INITIALIZATION = '2147479573';

type Parameter = { type: string; key?: string; value?: string };
const template = (key: string, value: string): Parameter => ({ type: 'TEMPLATE', key, value });

const CONSENT_ID = '4';
const CONSENT_NAME = 'tgp - consent has changed';
/**
 * The events that consent tools push when the visitor has chosen: Cookiebot and CookieYes (cookie_consent_update),
 * OneTrust (OneTrustGroupsUpdated, OptanonLoaded), Didomi (didomi-consent), Axeptio (axeptio_update), Complianz
 * (cmplz_event_…), Usercentrics (consent_status), iubenda (iubenda_consent_given), Klaro and home-made ones. Tag Manager itself
 * has no event for it, and does not fire again what consent has blocked. One too many does no harm: the code looks. But Tag
 * Manager's own are none of them: at `gtm.init_consent` the tool has yet to say "denied", and what nobody has set is granted.
 */
const CONSENT_EVENTS =
  '[Cc]onsent|CONSENT|[Cc]ookie|OneTrust|Optanon|[Dd]idomi|[Aa]xeptio|cmplz|iubenda|[Cc]mp|CMP|[Pp]rivacy|GDPR|gdpr';
const EVENT = { name: 'Event', type: 'EVENT' };

/** Tag Manager in one step: a container to import, with both tags, the trigger and the variables. */
export const gtmContainer: Platform<'gtm-container'> = {
  name: 'gtm-container',
  language: 'json',
  variables: {
    ...GTM_VARIABLES,
    source: ({ value, key }) => `the container, which makes it: ${gtmVariableWords(value, key)}`,
  },
  base: 'none',
  event: job => JSON.stringify(container(job), null, 2),
  notes: ({ call }) => [
    'Save the code as a .json file. Admin > Import Container: choose the file, an existing workspace, Merge, Rename conflicting: what is there stays as it is. Of two base tags, delete one.',
    `Both tags ask for analytics_storage: without Consent Mode on the site they fire; with it, only where it is granted. Where consent comes late, the trigger "${CONSENT_NAME}" makes up for the page view: it knows the events that consent tools push after their update. Look whether yours pushes one of them, and change the trigger where it doesn't.`,
    call.type
      ? `The event fires on the data layer's "${ga4Event(call.type)}": change the trigger where the site says otherwise.`
      : 'The event fires on All Pages: it is the page view, so the base tag makes none by itself.',
    'Look at what each variable reads, preview, then Submit.',
  ],
};

function container(job: Job): object {
  const { call, name } = job;
  // Tag Manager refuses some characters in names, and two tags of one name.
  const baseName = 'tgp base';
  const eventName = `tgp - ${name.replace(/[^\p{L}\p{N}\p{P} ]|[:{}<>]/gu, ' ').trim() || call.id}`;
  const trigger = call.type === undefined ? [] : [customEvent(ga4Event(call.type))];
  const first = trigger[0] ? [trigger[0].triggerId] : [ALL_PAGES, CONSENT_ID];
  const chosen = new Map(variablesOf(call).map(({ value, key }) => [value, gtmVariable(value, key)]));
  const builtIns = new Map([[EVENT.name, EVENT.type]]);
  for (const [variableName, variable] of chosen)
    if (variable.kind === 'builtIn') builtIns.set(variableName, variable.type);
  return {
    exportFormatVersion: 2,
    exportTime: EXPORT_TIME,
    containerVersion: {
      path: 'accounts/1/containers/1/versions/0',
      ...ACCOUNT,
      containerVersionId: '0',
      container: {
        path: 'accounts/1/containers/1',
        ...ACCOUNT,
        name: 'tgp',
        publicId: 'GTM-TGP0000',
        usageContext: ['WEB'],
        fingerprint: FINGERPRINT,
      },
      tag: [
        {
          ...htmlTag('1', baseName, gtmBase(job)),
          firingTriggerId: [INITIALIZATION, CONSENT_ID],
          // Not once per page: what consent has blocked once would count as done. A second time changes nothing.
          tagFiringOption: 'ONCE_PER_EVENT',
        },
        {
          ...htmlTag('2', eventName, gtmEvent(job)),
          firingTriggerId: first,
          tagFiringOption: 'ONCE_PER_EVENT',
          // Where consent came after Initialization, and no trigger knew of it, the base tag has not fired yet.
          setupTag: [{ tagName: baseName, stopOnSetupFailure: false }],
        },
      ],
      trigger: [
        ...trigger,
        {
          ...eventTrigger(CONSENT_ID, CONSENT_NAME, 'MATCH_REGEX', CONSENT_EVENTS),
          filter: [
            condition('STARTS_WITH', `{{${EVENT.name}}}`, 'gtm.', {
              type: 'BOOLEAN',
              key: 'negate',
              value: 'true',
            }),
          ],
        },
      ],
      variable: [...chosen].flatMap(([variableName, variable], index) =>
        variable.kind === 'builtIn'
          ? []
          : [
              {
                ...ACCOUNT,
                variableId: `${10 + index}`,
                name: variableName,
                ...shape(variable),
                fingerprint: FINGERPRINT,
                formatValue: {},
              },
            ],
      ),
      builtInVariable: [...builtIns].map(([variableName, type]) => ({
        ...ACCOUNT,
        type,
        name: variableName,
      })),
      fingerprint: FINGERPRINT,
    },
  };
}

const htmlTag = (tagId: string, name: string, html: string) => ({
  ...ACCOUNT,
  tagId,
  name,
  type: 'html',
  parameter: [template('html', html), { type: 'BOOLEAN', key: 'supportDocumentWrite', value: 'false' }],
  fingerprint: FINGERPRINT,
  monitoringMetadata: { type: 'MAP' },
  consentSettings: {
    consentStatus: 'NEEDED',
    consentType: { type: 'LIST', list: [{ type: 'TEMPLATE', value: 'analytics_storage' }] },
  },
});

function customEvent(event: string) {
  // In a plain text, `{{` is a reference.
  const [type, value] = event.includes('{{')
    ? ['MATCH_REGEX', `^${event.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`]
    : ['EQUALS', event];
  const name = `tgp - ${event.replace(/[^\p{L}\p{N}_ -]/gu, ' ').trim() || 'event'}`;
  // Tag Manager takes no two triggers of one name.
  const isTaken = name.toLowerCase() === CONSENT_NAME;
  return eventTrigger('3', isTaken ? `${name} (event)` : name, type!, value!);
}

const eventTrigger = (triggerId: string, name: string, type: string, value: string) => ({
  ...ACCOUNT,
  triggerId,
  name,
  type: 'CUSTOM_EVENT',
  customEventFilter: [condition(type, '{{_event}}', value)],
  fingerprint: FINGERPRINT,
});

const condition = (type: string, arg0: string, arg1: string, ...more: Parameter[]) => ({
  type,
  parameter: [template('arg0', arg0), template('arg1', arg1), ...more],
});

const shape = ({ kind, path }: { kind: string; path: string }): { type: string; parameter: Parameter[] } =>
  kind === 'javascript'
    ? { type: 'j', parameter: [template('name', path)] }
    : {
        type: 'v',
        parameter: [
          { type: 'INTEGER', key: 'dataLayerVersion', value: '2' },
          { type: 'BOOLEAN', key: 'setDefaultValue', value: 'false' },
          template('name', path),
        ],
      };
