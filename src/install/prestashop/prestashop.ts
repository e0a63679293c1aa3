import { pathProblem } from '../path.ts';
import { variablesOf } from '../pixelCall.ts';
import type { Job, Platform } from '../platform.ts';
import { pixelName, pixelPhp, shopPlace } from '../shop/pixelPhp.ts';
import { signNote } from '../signNote.ts';
import { moduleFile } from './moduleFile.ts';

/** PrestaShop 1.7 and later: a module to upload, with a page of settings. */
export const prestashop: Platform<'prestashop'> = {
  name: 'prestashop',
  language: 'php',
  variables: {
    problem: pathProblem,
    source: ({ value }) =>
      `what the module knows of an order: order.id, order.total, order.currency, order.items[0].sku; ${value} is read there`,
  },
  base: moduleFile,
  event: pixelFile,
  archive: 'tgp.zip',
  files: job => ({
    'tgp/tgp.php': moduleFile(job),
    [`tgp/pixels/${pixelName(job)}.php`]: pixelFile(job),
    // PrestaShop asks for one in each folder, so that no server lists it.
    'tgp/index.php': INDEX,
    'tgp/pixels/index.php': INDEX,
  }),
  notes: job => [
    'Needs PHP 7.2 or later. Download the zip (format=zip). Modules > Module Manager > Upload a module: choose it. Nothing else of this page has to be copied.',
    'Configure: the write key, the collector, and whether orders that wait for their payment count.',
    `Another pixel: save its event code as modules/tgp/pixels/${pixelName(job)}.php, with its own id.`,
    ...(shopPlace(job) === 'placed'
      ? [
          `Put {hook h="displayTgp" mod="tgp" pixel="${job.call.id}"} into the template of the page that confirms the event.`,
        ]
      : []),
    ...(shopPlace(job) === 'checkout'
      ? ['It fires once for each cart, on the first page of its check-out.']
      : []),
    ...(shopPlace(job) === 'order'
      ? [
          'It fires once for each order, on the page that confirms it: paid ones alone, and those that wait for a transfer, a cheque or cash if the settings say so. A failed, cancelled or refunded order never counts. A check-out whose goods come by several carriers makes an order for each, and each counts.',
        ]
      : []),
    ...(variablesOf(job.call).length
      ? [
          "Variables are paths in an order's data: order.id, order.reference, order.total, order.currency, order.items[0].sku; order_total and product_sku are there too.",
        ]
      : []),
    ...signNote(
      job.call,
      "To have the shop's server vouch for it, sign in a module of your own at hookActionPaymentConfirmation.",
    ),
  ],
};

function pixelFile(job: Job): string {
  return pixelPhp(job, '_PS_VERSION_');
}

const INDEX = `<?php
header('Location: ../');
exit;
`;
