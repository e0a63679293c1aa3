import { BEACON_PATH } from "../../protocol/event.js";
import { scriptLiteral } from "../escape.js";
/** The scenarios that the template carries: Tag Manager's template editor runs them as its tests. */
export function serverScenarios(collector) {
    const texts = SCENARIOS.map(([name, code]) => `- name: ${name}\n  code: |-\n${indent(code, 4)}`);
    return `scenarios:\n${texts.join('\n')}\nsetup: |-\n${indent(setup(collector), 2)}`;
}
const indent = (text, by) => text.replace(/^(?=.)/gm, ' '.repeat(by));
const setup = (collector) => `const data = {collector: ${scriptLiteral(collector)}, path: ''};
let path = ${scriptLiteral(`${BEACON_PATH}track`)};
let status = 200;
let headers = {'content-type': 'image/gif'};
let query = 'writeKey=k&event=purchase&messageId=m&anonymousId=a&properties.revenue=59.90&properties.products.0.sku=S1';
mock('getRequestPath', () => path);
mock('getRequestMethod', () => 'GET');
mock('getRequestQueryString', () => query);
mock('getRequestHeader', name => name === 'origin' ? 'https://shop.example' : undefined);
mock('getRemoteAddress', () => '192.0.2.1');
mock('sendHttpRequest', () => ({then: (done, failed) => status ? done({statusCode: status, headers: headers, body: ''}) : failed()}));
mock('runContainer', (event, done) => done());`;
const SCENARIOS = [
    [
        'Makes an event of a beacon',
        `runCode(data);
assertApi('claimRequest').wasCalled();
assertApi('runContainer').wasCalled();
assertApi('setPixelResponse').wasCalled();
assertApi('returnResponse').wasCalled();`,
    ],
    [
        'Makes no event again of a beacon that the collector has told it of',
        `headers = {'content-type': 'image/gif', 'tgp-repeat': '1'};
runCode(data);
assertApi('runContainer').wasNotCalled();
assertApi('setPixelResponse').wasCalled();
assertApi('returnResponse').wasCalled();`,
    ],
    [
        'Leaves other requests alone',
        `path = '/g/collect';
runCode(data);
assertApi('claimRequest').wasNotCalled();
assertApi('returnResponse').wasNotCalled();`,
    ],
    [
        'Says what the collector says',
        `status = 429;
runCode(data);
assertApi('runContainer').wasNotCalled();
assertApi('setResponseStatus').wasCalledWith(429);
assertApi('returnResponse').wasCalled();`,
    ],
    [
        'Takes nobody else for the collector',
        `status = 204;
headers = {};
runCode(data);
assertApi('runContainer').wasNotCalled();
assertApi('setResponseStatus').wasCalledWith(502);
assertApi('returnResponse').wasCalled();`,
    ],
    [
        'Has the tag try again where the collector does not answer',
        `status = 0;
runCode(data);
assertApi('runContainer').wasNotCalled();
assertApi('setResponseStatus').wasCalledWith(503);`,
    ],
    [
        'Refuses a beacon without a write key',
        `query = 'event=purchase';
runCode(data);
assertApi('sendHttpRequest').wasNotCalled();
assertApi('setResponseStatus').wasCalledWith(401);`,
    ],
];
