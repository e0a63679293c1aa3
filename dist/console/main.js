import { a, n, a$1, $, useSignal, A, Q } from './chunks/preact.js';

/** The page's own element of that id, of the kind that the code expects. */
function find(id, kind) {
    const found = document.getElementById(id);
    if (!(found instanceof kind))
        throw new Error(`the page has no ${kind.name} #${id}`);
    return found;
}

/** What the console's pages say, beside what the collector's own answers do. */
const TEXT = {
    title: 'tgp',
    motto: 'What the tag sends from your pages, as this collector stores it.',
    loading: 'Loading…',
    noAnswer: 'The collector does not answer. Is it running?',
    refused: (message) => `The collector refused: ${message}.`,
    noPage: 'There is no such page.',
    pages: {
        '': 'Overview',
        live: 'Live',
        pixels: 'Pixels',
        check: 'Check',
        conversions: 'Conversions',
        manage: 'Manage',
        users: 'Users',
        me: 'You',
    },
    openShop: 'Open the demo shop',
    tryAgain: 'Try again',
    more: 'More',
    csv: 'CSV',
    overview: {
        title: 'Overview',
        shown: 'What is shown',
        tag: 'Tag',
        allTags: 'All tags',
        range: 'Time',
        ranges: {
            today: 'Today',
            yesterday: 'Yesterday',
            '7d': 'Last 7 days',
            '28d': 'Last 28 days',
            '90d': 'Last 90 days',
            month: 'This month',
            'last-month': 'Last month',
        },
        ownRange: 'From … to …',
        from: 'From',
        to: 'To',
        compare: 'Compared with',
        comparisons: { previous: 'the period before', year: 'a year before', none: 'nothing' },
        who: 'Visits of',
        counted: { people: 'people', automated: 'machines', all: 'all' },
        countedIn: { people: 'of people', automated: 'of machines', all: 'of people and machines' },
        zone: 'Time zone',
        ownZone: (zone) => `yours: ${zone.replaceAll('_', ' ')}`,
        filters: 'Filters',
        chip: (dimension, value, isNot) => `${dimension} ${isNot ? 'is not' : 'is'} ${value}`,
        negate: 'turn round',
        removeFilter: (text) => `Remove the filter: ${text}`,
        removeAll: 'Remove all filters',
        measures: 'What there was',
        of: {
            visitors: 'Visitors',
            visits: 'Visits',
            views: 'Page views',
            conversions: 'Conversions',
            revenue: 'Revenue',
            bounceRate: 'Bounces',
            duration: 'Time per visit',
        },
        conversionsShort: 'Conv.',
        change: (share, change) => change === 0 ? 'as before' : `${share} ${change > 0 ? 'more' : 'less'}`,
        beforeShort: (value) => `before: ${value}`,
        before: (when, value) => `before, ${when}: ${value}`,
        summary: (days, visits, number, whose) => `${days}: ${visits} ${number === 1 ? 'visit' : 'visits'} ${whose}.`,
        days: (from, to) => `${from} – ${to}`,
        estimated: 'Visitors are an estimate: somebody who came on two days may be counted as two.',
        nothing: 'No visits in this time. Choose a longer one, or put the code of your tag on a page:',
        nothingNext: 'it stands beside the live events.',
        nothingNextDemo: 'see the live events, and open the demo shop.',
        nothingFits: 'No visit fits all filters.',
        overTime: (measure) => `${measure} over time`,
        step: 'By',
        steps: { hour: 'hours', day: 'days', week: 'weeks', month: 'months' },
        weekOf: (day) => `week from ${day}`,
        chartHint: 'Point at a place, or choose the chart and press ← and →.',
        toCome: 'yet to come',
        noValues: 'no values',
        thisTime: 'this time',
        running: 'Today is not over; what it is compared with is.',
        asTable: 'As a table',
        time: 'Time',
        timeBefore: 'Before',
        valueBefore: 'Value before',
        panels: { sources: 'Sources', pages: 'Pages', devices: 'Devices', places: 'Places', events: 'Events' },
        dimensions: {
            channel: 'Channel',
            source: 'Source',
            medium: 'Medium',
            campaign: 'Campaign',
            referrer: 'Referrer',
            page: 'Page',
            entry: 'Entry page',
            exit: 'Exit page',
            country: 'Country',
            language: 'Language',
            device: 'Device',
            browser: 'Browser',
            system: 'System',
            event: 'Event',
        },
        channels: {
            paid: 'Paid',
            search: 'Search',
            social: 'Social network',
            assistant: 'AI assistant',
            email: 'E-mail',
            referral: 'Another site',
            direct: 'Direct',
            campaign: 'Campaign',
        },
        devices: { desktop: 'Desktop', phone: 'Phone', tablet: 'Tablet' },
        without: {
            channel: 'not known',
            source: 'no source',
            medium: 'no medium',
            campaign: 'no campaign',
            referrer: 'no referrer',
            page: 'no page',
            entry: 'no page',
            exit: 'no page',
            country: 'not known',
            language: 'not known',
            device: 'not known',
            browser: 'not known',
            system: 'not known',
            event: 'page view',
        },
        by: (dimension) => `Visits by ${dimension.toLowerCase()}`,
        noRows: 'Nothing in this time.',
        attribution: 'Conversions by attribution',
        creditedTo: 'Credited to',
        attributions: { click: 'a click', view: 'a view', unattributed: 'nothing' },
        noConversions: 'No conversion pixel counted anything in this time.',
        why: 'Why they are taken for machines',
        reason: 'Reason',
        events: 'Events',
        reasons: {
            'user-agent': 'its browser says that it is a machine',
            headless: 'a browser that nobody looks at',
            'no-user-agent': 'it does not say what it is',
            hosting: 'from a network of servers',
            'referrer-spam': 'it claims to come from a page that is known for that',
            prefetch: 'fetched in advance, seen by nobody',
            'no-fetch-metadata': 'it lacks what its browser always says',
            pace: 'faster than a person can be',
        },
        noReasons: 'Nothing in this time is taken for a machine.',
        rules: (version) => `One visit may have several reasons. Rules of version ${version}.`,
        propertiesOf: (event) => `Properties of “${event}”`,
        property: 'Property',
        allProperties: 'All properties',
        noProperties: 'These events have no properties.',
        noPropertyValues: 'None of these events has this property.',
        notWhole: 'Of the newest of these events: there are more.',
        noAccount: (id) => `You see no account “${id}”.`,
        own: 'Show what you see',
        health: {
            title: 'How it arrives',
            off: 'Turned off: what its pages send is refused.',
            nothing: 'Nothing has arrived yet. Put its code on a page.',
            newest: (when) => `The newest event came ${when}.`,
            of: (events) => `What its newest ${events} events tell:`,
            well: (events) => `Its newest ${events} events came at the first try.`,
            told: {
                retried: (number) => `${number} requests were sent again`,
                dropped: (number) => `${number} events were given up after many tries`,
                refused: (number) => `${number} requests were refused for good`,
                elsewhere: (number) => `${number} events came from pages of another host`,
                doubtful: (number) => `${number} have a value that does not count, or a wrong signature`,
            },
            moreTags: (number) => `The first ${number} tags; choose one to see another.`,
            collector: 'Refused by this collector since its start, of all tags',
            reasons: {
                invalid: 'that were wrong',
                unknown_tag: 'of unknown tags',
                method: 'of another method',
                too_large: 'that were too large',
                rate_limit: 'that were too many',
                unavailable: 'while it could store nothing',
            },
            toLive: 'Events as they arrive',
        },
    },
    conversions: {
        title: 'Conversions',
        filters: 'Which conversions',
        pixel: 'Pixel',
        allPixels: 'All pixels',
        lineItemChoice: 'Line item',
        allLineItems: 'All line items',
        attribution: 'Credited to',
        attributions: { '': 'anything or nothing', click: 'a click', view: 'a view', unattributed: 'nothing' },
        value: 'Value',
        values: {
            '': 'any',
            unreadable: 'could not be read',
            read: 'was no plain number, and read',
            unsigned: 'does not count: not signed',
        },
        totals: 'Totals',
        by: 'Told apart by',
        groups: { pixel: 'pixel', line_item: 'line item', attribution: 'attribution', hour: 'hour' },
        hour: 'Hour',
        count: 'Conversions',
        worth: 'Worth',
        refunded: 'Given back',
        list: 'Newest first',
        time: 'Time',
        order: 'Order',
        notes: 'Notes',
        none: 'No conversion in this time fits. Choose a longer time, or fewer filters.',
        noPixel: 'No conversion pixel yet. A conversion pixel counts what an advertiser pays for, and credits it to an ad.',
        back: 'All conversions',
        one: 'A conversion',
        notThere: 'There is no such conversion: its address is not whole.',
        visitor: 'Visitor',
        user: 'User',
        valueSent: 'Value as it was sent',
        signed: 'signed',
        ruleTitle: 'What the pixel credits',
        touches: 'What its visitor saw and clicked before',
        noTouches: 'Nothing in the longest window before it.',
        kind: 'What',
        of: 'Of',
        why: 'What became of it',
        notAll: 'The latest 100: there are more.',
        windowFrom: (when) => `Its window counts from ${when}, when the ad was last seen before it.`,
        marks: {
            unreadable: [
                'value unreadable',
                'What came as its value is no number: it is worth nothing that is known.',
            ],
            read: ['value read', 'What came as its value is no plain number, and could be read as one.'],
            unsigned: [
                'not signed',
                'It would lower a sum, and nobody vouches for that: its value does not count.',
            ],
            signature: ['wrong signature', 'It came with a signature that is not its tag’s.'],
            host: ['other host', 'It came from a page of a host that is none of its tag’s.'],
        },
        lineItem: (name) => `line item ${name}`,
        landing: (from) => `visit from ${from}`,
        campaign: (id) => `campaign ${id}`,
        ad: 'an ad',
        theVisit: (visit) => `the ${visit}`,
        touch: {
            click: (of) => `the click on ${of}`,
            view: (of) => `the view of ${of}`,
        },
        kinds: { click: 'click', view: 'view' },
        credited: (touch, day, before, within) => `Credited to ${touch} on ${day}, ${before}${within}.`,
        spanBefore: (span) => `${span} before`,
        atOnce: 'less than a second before',
        within: (span, after) => `, within the pixel’s ${span} after ${after}`,
        afterTouch: { click: 'a click', view: 'a view' },
        creditedToNobody: 'Credited to nothing: it names no visitor, so nothing that he saw or clicked is known.',
        creditedToNothing: 'Credited to nothing: its visitor saw and clicked no ad before.',
        creditedToNone: (touches) => `Credited to nothing: ${touches === 1 ? 'the one touch' : `none of the ${touches} touches`} before it ${touches === 1 ? 'does not count' : 'counts'}.`,
        rules: {
            click: (click, _view) => `The latest click of the ${click} before.`,
            view: (_click, view) => `The latest view of the ${view} before.`,
            hybrid: (click, view) => `The latest click of the ${click} before, and without one the latest view of the ${view} before.`,
        },
        onlyOf: (items) => `Only of these line items: ${items}.`,
        noLandings: 'No visits that name no line item.',
        verdicts: {
            credited: 'The conversion is credited to it.',
            trigger: 'The pixel counts none of its kind.',
            others: 'Somebody else was logged in on that device.',
            landing: 'The pixel takes no visits that name no line item.',
            line_item: 'Its line item is none of the pixel’s.',
            window: 'It is older than the pixel’s window.',
            click: 'A click goes before every view.',
            later: 'A later one counts.',
            settled: 'It came too late to be credited again.',
        },
    },
    live: {
        pause: 'Pause',
        goOn: (waiting) => `Go on (${waiting.toLocaleString()} wait${waiting === 1 ? 's' : ''})`,
        keys: 'Key: p, or the space bar.',
        filter: 'Only with this text',
        everybody: 'Everybody',
        onlyVisitor: 'Only this visitor',
        visitor: (id) => `Only visitor ${id}`,
        hint: 'Newest first, at most 200. Open one to see all of it and what became of it.',
        some: (shown, all) => `${shown} of ${all} have it.`,
        refused: (kinds, beacons) => `${beacons.toLocaleString()} beacon${beacons === 1 ? ' was' : 's were'} refused, for ${kinds} reason${kinds === 1 ? '' : 's'}`,
        refusedTimes: (count, last) => count === 1 ? last : `${count.toLocaleString()} times, last ${last}`,
        refusedFrom: (host) => `from a page of ${host}`,
        refusedNoKey: 'with the write key of no tag',
        refusedWith: (names) => `It sent: ${names}`,
    },
    way: {
        asking: 'Asking what became of it…',
        unknown: (message) => `What became of it can't be shown: ${message}`,
        received: 'Received',
        receivedAt: (time, lateMs, isClamped) => isClamped
            ? `${time}. The page's clock made no sense: it happened when it was received.`
            : lateMs < 1000
                ? `${time}, at once.`
                : `${time}, ${Math.round(lateMs / 1000).toLocaleString()} seconds after it happened.`,
        stored: (bytes) => `Stored before it was answered, in ${bytes} bytes.`,
        counted: 'Counted',
        countedAs: (kind, by, said) => `As ${kind}: ${by}${said && ` (${said})`} says so.`,
        ownName: (name) => name ? `Under its own name, ${name}: the vocabulary knows no such event.` : 'By its type alone.',
        repeats: (id) => `Not again: ${id} told of the same first.`,
        by: {
            'page view': 'that it is a page view',
            'conversion pixel': 'the conversion pixel that it fired',
            'pixel event': 'the pixel event',
            'saved pixel': 'the saved pixel',
            'conversion type': 'its conversion type',
            name: 'its name',
        },
        credited: 'Credited',
        none: 'To nothing: no conversion pixel counts it.',
        noneAgain: 'To nothing: what it tells of is counted already.',
        touches: { click: 'click', view: 'view' },
        creditedTo: (at) => `${at.name}${at.worth && `, ${at.worth}`}: to the ${at.what}${at.of && ` of ${at.of}`} at ${at.at}, ${at.before} before. It is the last one${at.within && ` within ${at.within}`} that counts.`,
        unattributed: (name, worth, why) => `${name}${worth && `, ${worth}`}: to nothing${why && `, for there was ${why}`}.`,
        noClick: (span) => `no click that counts within ${span} before`,
        noView: (span) => `no view within ${span}`,
        nor: ', and ',
        lineItem: (id) => `line item ${id}`,
        campaign: (id) => `campaign ${id}`,
    },
    signIn: {
        title: 'Sign in',
        link: 'Sign in',
        name: 'Name',
        password: 'Password',
        submit: 'Sign in',
        hint: 'With an API token instead: see “Your own tags” on the live page.',
    },
    first: {
        title: 'The first user',
        intro: 'You may do everything here, and make the other users.',
        name: 'Name',
        password: 'Password',
        hint: 'At least 8 characters.',
        submit: 'Start',
        late: 'There is a user already. Sign in, or ask him to make you one.',
    },
    tags: {
        none: 'No account yet. An account owns tags, pixels and what they count; most people need one.',
        account: 'Account',
        noTags: 'No tag yet. A tag stands for one site: it has the write key that its pages send with.',
    },
    pixels: {
        title: 'Saved pixels',
        none: 'No saved pixel yet. A saved pixel is what one kind of event says, and the code that says it.',
        noTag: 'This account has no tag yet: its code needs one. Make it under “Tags”.',
        create: 'New pixel',
        search: 'Search',
        noneFound: 'No pixel is called so.',
        edit: 'Edit',
        remove: 'Delete',
        sure: (name) => `Delete “${name}”? Code of it that is on pages goes on sending its event.`,
        name: 'Name',
        type: 'Type',
        types: { pageview: 'Page view', conversion: 'Conversion', microconversion: 'Microconversion' },
        conversionType: 'What happened',
        conversionHint: 'The event’s name: one of these, or your own.',
        revenue: 'Revenue',
        currency: 'Currency',
        properties: 'Properties',
        property: (at) => `Property ${at}`,
        key: (at) => `Key of property ${at}`,
        source: (of) => `${of} is`,
        sources: { none: 'not sent', fixed: 'always', variable: 'from the variable' },
        addProperty: 'Add a property',
        removeProperty: (at) => `Remove property ${at}`,
        notes: 'Notes',
        notesHint: 'For people; sent nowhere.',
        save: 'Save',
        saved: 'Saved.',
        cancel: 'Close',
        code: 'Code',
        platform: 'For',
        tag: 'Tag',
        base: 'Base code, once on every page',
        event: 'Code of this pixel',
        whole: 'Code',
        steps: 'What to do',
        variables: 'Variables that must be there',
        copy: 'Copy',
        copied: 'Copied.',
        notCopied: 'The browser does not allow it. It is selected: press Ctrl+C or ⌘C.',
        download: (name) => `Download ${name}`,
        zipLater: 'Save the pixel to download its zip.',
        incomplete: 'Say what happened, and the code stands here.',
        cannot: (reason) => `No code for this platform: ${reason}`,
        platforms: {
            javascript: 'JavaScript',
            gtm: 'Google Tag Manager',
            'gtm-container': 'Google Tag Manager: container',
            'gtm-template': 'Google Tag Manager: template',
            'gtm-server': 'Google Tag Manager: server',
            tealium: 'Tealium',
            'tealium-api': 'Tealium: API',
            'tealium-container': 'Tealium: container',
            adobe: 'Adobe Tags',
            matomo: 'Matomo Tag Manager',
            noscript: 'Image, without a script',
            email: 'E-mail',
            amp: 'AMP',
            wordpress: 'WordPress: code',
            'wordpress-plugin': 'WordPress: plugin',
            prestashop: 'PrestaShop',
            magento: 'Magento',
            shopify: 'Shopify',
            webflow: 'Webflow',
            wix: 'Wix',
            squarespace: 'Squarespace',
            npm: 'npm',
        },
    },
    pixelTest: {
        title: 'Try it',
        send: 'Send a test',
        sending: 'Sending…',
        arrived: 'It arrived, and this is stored:',
        notThere: 'The collector took it, and has it no more: is the tag new, or was it erased?',
        holds: (variable) => `“${variable}” holds`,
        countedAs: (kind, pixels) => `From a page it is counted as ${kind}${pixels.length ? `, and by the conversion pixels: ${pixels.join(', ')}` : '; no conversion pixel counts that'}.`,
        countedByName: (name) => `From a page it is counted under its own name, ${name}.`,
        inNoReport: 'This one is marked as a test (context.test): it is in no count, conversion or report.',
        field: 'Field',
        value: 'Value',
        cannot: (reason) => `It can’t be sent: ${reason}`,
    },
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'The browser does not allow it. It is selected: press Ctrl+C or ⌘C.',
    manage: {
        title: 'Manage',
        search: 'Search',
        found: (count) => `${count} in all`,
        find: 'Find an account',
        some: 'These are the first 100 accounts: search for the others.',
        loading: 'Loading…',
        gone: 'There is no such record.',
        nothingFound: 'Nothing like that is here. Change the search.',
        further: 'Nothing yet: so much has been looked through.',
        before: 'Previous page',
        after: 'Next page',
        csv: 'Download as CSV',
        remove: 'Delete',
        save: 'Save',
        cancel: 'Cancel',
        make: 'Make it',
        saved: 'Saved.',
        made: 'Made.',
        removed: (name) => `“${name}” is deleted.`,
        unchanged: 'Nothing is changed.',
        lookOnly: 'You may look here, and change nothing.',
        type: (word) => `Type ${word} to go on`,
        copy: 'Copy',
        copied: 'Copied.',
        notCopied: 'The browser does not allow it. It is selected: press Ctrl+C or ⌘C.',
        once: 'It is shown now and never again: copy it.',
        none: '–',
        made_at: 'Made',
        changed_at: 'Changed',
        state: 'State',
        states: { active: 'active', inactive: 'inactive' },
        anyState: 'any',
        code: 'Own name for programs',
        codeHint: 'Unique in the account; may be left empty.',
        noPeople: 'To delete it takes the right to show and erase what is held of persons, which you have not.',
        noPublish: 'Scripts of others do on a page whatever they like. You may not publish them: ask a publisher, or take an image.',
        tags: {
            title: 'Tags',
            create: 'New tag',
            none: 'No tag yet. A tag stands for one site: it has the write key that its pages send with. Make the first one.',
            name: 'Name',
            domain: 'Site',
            domainHint: 'Like shop.example',
            writeKey: 'Write key',
            state: 'State',
            on: 'on',
            off: 'off',
            path: 'Own path',
            pathHint: 'Its script, beacons and pixels are under this segment too, like garden-news. A path once given out works for ever.',
            hosts: 'Hosts',
            hostsHint: 'One a line. Events from pages elsewhere are marked; with none here, nothing is.',
            retention: 'Keep events for (days)',
            retentionHint: 'Empty: as long as the collector keeps them.',
            imagesOnly: 'Images only',
            imagesOnlyHint: 'It runs no scripts of others, whatever the conversion pixels say.',
            cut: 'Cut these parameters',
            cutHint: 'One a line. They are taken out of addresses, beside those that are secrets or persons.',
            keep: 'Keep these parameters',
            keepHint: 'One a line. They are never cut.',
            disabled: 'Turned off',
            disabledHint: 'What its pages send is refused until it is on again.',
            secret: 'Secret',
            secretIntro: 'Your server signs conversions and refunds with it, so that nobody else can send them.',
            secretNone: 'There is none: nothing has to be signed.',
            secretSince: (time) => `Made ${time}.`,
            makeSecret: 'Make a secret',
            replaceSecret: 'Replace it',
            sureReplace: 'Replace the secret? What is signed with the old one is not believed from now on.',
            removeSecret: 'Remove it',
            sureSecret: 'Remove the secret? Nothing has to be signed then.',
            sure: (name) => `Delete “${name}”? Its events go with it, and all that is made of them: counts, visits, touches and conversions. Its beacons are refused at once. There is no way back.`,
        },
        accounts: {
            title: 'Accounts',
            create: 'New account',
            none: 'No account yet. An account owns tags, pixels and what they count; most people need one. Make it.',
            name: 'Name',
            id: 'Id',
            idHint: 'Lower case letters, digits, - and _. It stays as it is.',
            advertiser: 'As an advertiser',
            business: 'As a business',
            hosts: 'Hosts to redirect to',
            hostsHint: 'One a line, like shop.example. Its pixels and clicks may go on to these, beside the sites of its tags.',
            orders: 'Orders are numbered across tags',
            ordersHint: 'The same order number in two tags is one order.',
            sure: (name) => `Delete “${name}”? With it goes all that is its own. There is no way back.`,
            hangs: 'What goes with it:',
            all: 'all events of its tags, and what is made of them',
            notYours: 'Accounts are made and deleted by those who may see all of them.',
            kinds: {
                tags: (count) => `tags: ${count}`,
                pixels: (count) => `conversion pixels: ${count}`,
                'line-items': (count) => `line items: ${count}`,
                campaigns: (count) => `campaigns: ${count}`,
                segments: (count) => `segments: ${count}`,
            },
        },
        'conversion-pixels': {
            title: 'Conversion pixels',
            create: 'New conversion pixel',
            none: 'No conversion pixel yet. It counts what an ad is paid for, and credits it to a click or a view. Make one for your purchases.',
            name: 'Name',
            event: 'Counts',
            eventHint: 'It fires whenever such an event comes; without one only where a page asks for it.',
            noEvent: 'what asks for it by its address',
            events: {
                LandingPage: 'Landing page',
                ItemView: 'Item seen',
                AddToCart: 'Added to the cart',
                InitiateCheckout: 'Checkout begun',
                AddPaymentInfo: 'Payment given',
                Purchase: 'Purchase',
                Lead: 'Lead',
            },
            trigger: 'Credited to',
            triggers: {
                click: 'the latest click',
                view: 'the latest view of an ad',
                hybrid: 'the latest click; without one, the latest view',
            },
            minMinutes: 'Minutes between two of a visitor',
            minMinutesHint: 'Empty: one conversion of a visitor, ever. 0: each one counts.',
            clickExpire: 'Window after a click (minutes)',
            clickExpireHint: 'Empty: 90 days, which is the most (129,600).',
            viewExpire: 'Window after a view (minutes)',
            viewExpireHint: 'Empty: 30 days, which is the most (43,200).',
            clickValue: 'Worth after a click',
            viewValue: 'Worth after a view',
            valueHint: 'Where the event itself says nothing of its value.',
            landings: 'Landings count',
            landingsHint: 'A landing that names no line item may be credited.',
            piggybacks: 'Pixels of others that it fires',
            piggybackKind: 'Piggybacks',
            piggybackKinds: { none: 'none', img: 'an image', js: 'scripts' },
            url: (at) => `Address ${at}`,
            addUrl: 'Add a script',
            removeUrl: (at) => `Remove address ${at}`,
            urlHint: 'An https address. What a macro stands for is put in when it is fired.',
            macros: 'Macros',
            macroTable: [
                ['ORDER_ID', 'the order’s number'],
                ['REVENUE', 'what it is worth'],
                ['event', 'the pixel’s name'],
                ['messageId', 'the event’s own id'],
                ['anonymousId userId', 'the visitor'],
                ['properties.sku', 'any property of the event'],
                ['context.page.url', 'what the event knows of its page'],
                ['timestamp CACHEBUSTER', 'the time, and a random number'],
                ['GDPR GDPR_CONSENT_755 US_PRIVACY', 'consent, as the page has it'],
            ],
            install: 'Code',
            installIntro: 'It fires by itself where a tag sends such an event. Elsewhere, this fires it:',
            image: 'As an image',
            script: 'As a script',
            redirect: 'As a redirect to your page',
            redirectHint: 'redir leads on to hosts of the account’s tags, and to those that the account allows.',
            usedBy: 'Used by',
            lineItems: (count) => `line items: ${count}`,
            campaigns: (count) => `campaigns: ${count}`,
            sure: (name) => `Delete “${name}”? It counts nothing any more, and fires nothing. What it has counted stays.`,
        },
        'line-items': {
            title: 'Line items',
            create: 'New line item',
            none: 'No line item yet. A line item is an ad that is paid for: its views and clicks are credited by the pixels that it uses.',
            name: 'Name',
            pixels: 'Conversion pixels',
            sure: (name) => `Delete the line item “${name}”? What was credited to it stays.`,
        },
        campaigns: {
            title: 'Campaigns',
            create: 'New campaign',
            none: 'No campaign yet. A campaign names the pixels that its ads are counted by.',
            name: 'Name',
            pixels: 'Conversion pixels',
            sure: (name) => `Delete the campaign “${name}”? What was credited to it stays.`,
        },
        picker: {
            none: 'It uses none.',
            noPixels: 'There is no other pixel like that. Make it under “Conversion pixels”.',
            find: 'Find a pixel to add',
            add: (name) => `Add ${name}`,
            takeOut: (name) => `Take out ${name}`,
        },
        segments: {
            title: 'Segments',
            create: 'New segment',
            none: 'No segment yet. A segment is a list of visitors that your pages put them into.',
            name: 'Name',
            count: 'Put into it in 30 days',
            install: 'Code',
            image: 'Puts a visitor into it',
            sure: (name) => `Delete the segment “${name}”? Nobody is put into it any more.`,
        },
        'pixel-events': {
            title: 'Pixel events',
            create: 'New pixel event',
            none: 'No pixel event yet. It is one thing that happens on your pages, and the line of code that says it did.',
            name: 'Title',
            type: 'Type',
            typeHint: 'It stays as it is.',
            last: 'Last triggered',
            never: 'never',
            state: 'State',
            ads: 'Ads',
            install: 'Code',
            base: 'Base code, once on every page',
            event: 'Where it happens',
            sure: (name) => `Delete “${name}”? Code of it that is on pages triggers nothing any more.`,
        },
        'business-pixels': {
            title: 'Business pixels',
            create: 'New business pixel',
            none: 'No pixel yet. A business pixel is a tag by another name: with it clients read what happened by the hour.',
            name: 'Name',
            domain: 'Site',
            domainHint: 'A web address, like https://shop.example',
            dataset: 'Dataset',
            datasetHint: 'Your own uuid for where its events belong; may be left empty.',
            id: 'Id',
            isTag: 'It is a tag of the account too: it is turned off or deleted under “Tags”.',
            history: 'What happened',
            range: 'Time',
            ranges: { day: 'the last 24 hours, by hour', week: 'the last 7 days', month: 'the last 30 days' },
            nothing: 'Nothing in this time.',
            event: 'Event',
            count: 'Count',
            last: 'Last time',
            over: 'Over time',
            types: {
                PAGE_VIEW: 'Page views',
                PURCHASE: 'Purchases',
                ADD_TO_CART: 'Added to the cart',
                LEAD: 'Leads',
            },
            bar: (count, time) => `${count}: ${time}`,
        },
        tokens: {
            title: 'API tokens',
            create: 'New token',
            none: 'No token yet. A program shows one to the API; it opens what you say here, and nothing else.',
            name: 'Name',
            nameHint: 'What it is for: it stands in the audit log.',
            scope: 'May',
            scopes: { read: 'look', write: 'look and change' },
            accounts: 'Accounts',
            accountsHint: 'Ids of accounts, one a line.',
            accountsHintAll: 'Ids of accounts, one a line; * for all of them.',
            all: 'all',
            publish: 'May put scripts of others on pages',
            people: 'May show and erase what is held of a person',
            expires: 'Ends',
            expiresHint: 'Empty: never.',
            never: 'never',
            state: 'State',
            valid: 'valid',
            revoked: (time) => `revoked ${time}`,
            ended: 'ended',
            maker: 'Made by',
            token: 'The token',
            revoke: 'Revoke',
            rights: 'Rights',
            hangs: 'These hang on it, and end with it:',
            sure: (name) => `Revoke “${name}”? Programs that have it are refused at once. There is no way back.`,
            revokedNow: (name) => `“${name}” is revoked.`,
        },
        audit: {
            title: 'Audit log',
            none: 'Nothing has been changed yet. Every change stands here: who, what, and when.',
            time: 'When',
            actor: 'Who',
            what: 'What',
            record: 'Record',
            account: 'Account',
            status: 'Answer',
            by: 'By',
            byHint: 'a name',
            kind: 'Of',
            anything: 'anything',
            from: 'From',
            to: 'Until',
            published: 'What pages run since',
            kinds: {
                account: 'Account',
                tag: 'Tag',
                saved_pixel: 'Saved pixel',
                pixel_event: 'Pixel event',
                conversion_pixel: 'Conversion pixel',
                line_item: 'Line item',
                campaign: 'Campaign',
                segment: 'Segment',
                token: 'API token',
                user: 'User',
                invitation: 'Invitation',
                session: 'Log-in',
                person: 'Person',
            },
            actors: {
                token: 'token',
                user: 'user',
                admin: 'owner’s token',
                demo: 'demo',
                nobody: 'nobody',
                upgrade: 'upgrade',
            },
            methods: { POST: 'made', PUT: 'changed', PATCH: 'changed', DELETE: 'deleted', GET: 'looked at' },
        },
    },
    users: {
        title: 'Users',
        notYours: 'Users are seen by owners, and by those who may see all accounts.',
        name: 'Name',
        role: 'Role',
        accounts: 'Accounts',
        all: 'all',
        others: 'others',
        allAccounts: 'All, those that are made later too',
        password: 'Password',
        passwordHint: 'At least 8 characters. He can change it.',
        newUser: 'New user with a password',
        add: 'Make the user',
        roles: { viewer: 'Viewer', editor: 'Editor', publisher: 'Publisher', owner: 'Owner' },
        roleHints: {
            viewer: 'Looks, and changes nothing.',
            editor: 'Changes tags and pixels.',
            publisher: 'Changes tags and pixels, and puts scripts of others on pages.',
            owner: 'Does all in his accounts: users, API tokens, removing tags and accounts too.',
        },
        people: 'May show and erase what is held of a person',
        peopleToo: 'persons',
        change: 'Change',
        changeOf: (name) => `Change “${name}”`,
        onlyAccounts: 'He has accounts that are not yours too: you give and take yours, their owner his role.',
        save: 'Save',
        cancel: 'Close',
        remove: 'Remove',
        sure: (name, tokens) => `Remove “${name}”, with his log-ins and invitations${tokens.length ? `, and the API tokens that hang on him (${tokens.join(', ')})` : ''}?`,
        removed: (name, tokens) => `“${name}” is removed${tokens.length ? `, and these tokens are revoked: ${tokens.join(', ')}` : ''}.`,
        you: 'you',
        invite: 'Invite somebody',
        inviteIntro: 'A link makes one user, who chooses his password. It holds for 7 days.',
        theirName: 'Name of the user',
        theirNameHint: 'Leave it empty, and he chooses it.',
        makeLink: 'Make the link',
        link: 'Link',
        linkHint: 'Shown once: send it to whom you invite.',
        open: 'Not yet taken',
        invited: 'For',
        anybody: 'whoever has the link',
        until: 'Until',
        by: (name) => `by ${name}`,
        takeBack: 'Take back',
    },
    join: {
        title: 'You are invited',
        intro: (role, accounts) => `As: ${role}, of ${accounts === '*' ? 'all accounts' : accounts.join(', ')}.`,
        until: (day) => `The link holds until ${day}, for one user.`,
        name: 'Name',
        password: 'Password',
        hint: 'At least 8 characters.',
        submit: 'Join',
    },
    me: {
        title: 'You',
        signedInAs: 'Signed in as',
        signOut: 'Sign out',
        password: 'Change your password',
        now: 'Password as it is',
        next: 'New password',
        change: 'Change it',
        changed: 'Changed. Your other log-ins have ended.',
        sessions: 'Your log-ins',
        began: 'Began',
        used: 'Last used',
        kind: 'By',
        kinds: { console: 'this console', auth: 'a client of the API' },
        this: 'this one',
        end: 'End',
    },
};

/** The path of this page's folder, without a slash at the end: the collector may be under a path of a site's. Elsewhere ''. */
const collectorPath = () => typeof location === 'undefined' ? '' : new URL('.', location.href).pathname.replace(/\/$/, '');

/** A field's name and a colon, as messages about a field begin. */
const FIELD = /^([a-z_][a-z_.\d]*): /;
/** What an answer says is wrong, and with which fields. */
function readProblems(answer) {
    const { error, response, detail, messages } = answer ?? {};
    if (Array.isArray(error?.detail))
        return { message: error.message, problems: error.detail };
    const message = error?.message ?? response?.error ?? detail ?? messages?.join('; ');
    if (typeof message !== 'string')
        return { message: undefined, problems: [] };
    // Where one text tells of several fields, each part begins with its own.
    const parts = message.split(/; (?=[a-z_][a-z_.\d]*: )/);
    const problems = parts.flatMap(part => {
        const field = FIELD.exec(part)?.[1];
        return field ? [{ field, message: part }] : [];
    });
    return { message, problems };
}

/** An answer of the collector that is an error, in its own words. */
class ApiError extends Error {
    status;
    /** What is wrong with which field, where it is that. */
    problems;
    constructor(status, message, problems = []) {
        super(message);
        this.status = status;
        this.problems = problems;
    }
}
/**
 * Asks the collector, or throws what it says is wrong.
 * @param path below the collector's own address, which may be a path of a site's
 * @param token an API token; '' for whoever is logged in
 */
async function openApi(path, token, { method, body, signal } = {}) {
    // Header values are Latin-1: what a clipboard adds around a token would be no answer but an exception.
    if (!/^[\x21-\x7e]*$/.test(token))
        throw new ApiError(401, 'an API token has no spaces or special letters');
    const response = await fetch(`${collectorPath()}/${path.replace(/^\/+/, '')}`, {
        headers: {
            ...(token && { authorization: `Bearer ${token}` }),
            ...(body && { 'content-type': 'application/json' }),
        },
        cache: 'no-store',
        ...(method && { method }),
        ...(body && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
    });
    if (response.ok)
        return response;
    const answer = await response.json().catch(() => undefined);
    const { message, problems } = readProblems(answer);
    throw new ApiError(response.status, message ?? `the collector answered ${response.status}`, problems);
}
/** The same for an answer that is read whole; undefined where there is nothing in it. */
async function callApi(path, token, asking = {}) {
    const response = await openApi(path, token, asking);
    return response.status === 204 ? undefined : response.json();
}

/** What went wrong, for a reader. */
function explain(error) {
    return error instanceof ApiError ? TEXT.refused(error.message) : TEXT.noAnswer;
}

/** Where in the console the reader is: the part of its address behind `#/`. It stays with him, the collector has none of it. */
const route = a('');
/** What follows a `?` there: what a page shows of what it has. */
const routeQuery = a('');
/** Goes to a page of the console. */
function go(to) {
    location.hash = `/${to}`;
}
/** The same without a step that the browser's back button would undo. */
function stand(to) {
    history.replaceState(null, '', linkTo(to));
    read();
}
/** The address of a page of the console, for links. */
const linkTo = (to) => `#/${to}`;
function read() {
    const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
    n(() => {
        route.value = path;
        routeQuery.value = query;
    });
}
read();
addEventListener('hashchange', read);

/** Reads what the collector says of its demo; null where it runs without one. */
function readDemo(text) {
    try {
        const demo = JSON.parse(text);
        return demo?.writeKey && demo.token && demo.account ? demo : null;
    }
    catch {
        // The placeholder itself, where the file is opened without a collector.
        return null;
    }
}

/** The token of whoever is logged in: it is in a cookie that no script can read. */
const BY_COOKIE = '';
const demo = readDemo(find('tgp-demo', HTMLScriptElement).text);
/** Whether there is anybody to log in. */
const hasUsers = a(find('tgp-users', HTMLScriptElement).text === 'true');
/** Null where nobody is logged in; undefined until that is known. */
const who = a(undefined);
/** Asks who is logged in. */
async function begin() {
    if (!hasUsers.value) {
        who.value = null;
        return;
    }
    try {
        who.value = await callApi('session', BY_COOKIE);
    }
    catch {
        who.value = null;
    }
}
async function logIn(name, password) {
    await callApi('session', BY_COOKIE, { method: 'POST', body: { name, password } });
    hasUsers.value = true;
    await begin();
}
async function makeFirstUser(key, name, password) {
    await callApi('session/first', BY_COOKIE, { method: 'POST', body: { key, name, password } });
    hasUsers.value = true;
    await begin();
}
async function join(key, name, password) {
    await callApi('session/join', BY_COOKIE, { method: 'POST', body: { key, name, password } });
    hasUsers.value = true;
    await begin();
}
async function logOut() {
    await callApi('session', BY_COOKIE, { method: 'DELETE' }).catch(error => {
        // He was logged out already.
        if (!(error instanceof ApiError) || error.status !== 401)
            throw error;
    });
    who.value = null;
}

/** Each page is loaded when it is opened. */
const PAGES = {
    '': () => import('./chunks/overview.js'),
    live: () => import('./chunks/live.js'),
    pixels: () => import('./chunks/pixels.js'),
    conversions: () => import('./chunks/conversions.js'),
    manage: () => import('./chunks/manage.js').then(function (n) { return n.manage; }),
    users: () => import('./chunks/users.js'),
    me: () => import('./chunks/me.js'),
    'sign-in': () => import('./chunks/signIn.js'),
    first: () => import('./chunks/first.js'),
    join: () => import('./chunks/join.js'),
};
/** In the order in which they are offered; of these, the ones that are there. */
const NAVIGATION = [
    '',
    'live',
    'pixels',
    'check',
    'conversions',
    'manage',
    'users',
    'me',
];
/** What everybody is offered where there is a demo. */
const OF_DEMO = ['', 'live', 'conversions'];
/** The frame around every page. */
function App() {
    const [asked = '', rest = ''] = route.value.split(/\/(.*)/s);
    // Nobody's numbers are no overview: there the live page is where a token can be given.
    const name = asked || who.value || demo ? asked : 'live';
    return (a$1($, { children: [a$1("header", { children: [a$1("div", { children: [a$1("h1", { children: a$1("a", { href: linkTo(''), children: TEXT.title }) }), a$1("p", { children: TEXT.motto })] }), a$1(Pages, { here: name }), a$1("p", { id: "line", role: "status", "data-state": "idle", hidden: name !== 'live', children: "Not connected" }), a$1("a", { class: "button demo-only", href: "shop/", target: "_blank", rel: "noopener", hidden: !demo, children: TEXT.openShop }), a$1(Person, {})] }), a$1(Shown, { name: name, rest: rest })] }));
}
function Pages({ here }) {
    if (!who.value && !demo)
        return null;
    const isShown = (name) => {
        if (!who.value)
            return OF_DEMO.includes(name);
        return name !== 'users' || who.value.owner || who.value.accounts === '*';
    };
    return (a$1("nav", { "aria-label": TEXT.title, children: NAVIGATION.filter(name => Object.hasOwn(PAGES, name) && isShown(name)).map(name => (a$1("a", { href: linkTo(name), "aria-current": name === here ? 'page' : undefined, children: TEXT.pages[name] }, name))) }));
}
function Person() {
    if (who.value) {
        return (a$1("button", { type: "button", onClick: () => void logOut(), children: TEXT.me.signOut }));
    }
    return hasUsers.value && who.value === null ? a$1("a", { href: linkTo('sign-in'), children: TEXT.signIn.link }) : null;
}
function Shown({ name, rest }) {
    const page = useSignal(TEXT.loading);
    A(() => {
        const load = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined;
        if (!load) {
            page.value = TEXT.noPage;
            return;
        }
        let isLeft = false;
        page.value = TEXT.loading;
        load().then(({ default: Page }) => {
            if (!isLeft)
                page.value = { name, Page };
        }, error => {
            if (!isLeft)
                page.value = explain(error);
        });
        return () => {
            isLeft = true;
        };
    }, [name]);
    const shown = page.value;
    if (who.value === undefined || typeof shown === 'string' || shown.name !== name) {
        return (a$1("main", { children: a$1("p", { class: "hint", children: typeof shown === 'string' ? shown : TEXT.loading }) }));
    }
    return a$1(shown.Page, { rest: rest });
}

void begin();
Q(a$1(App, {}), find('app', HTMLElement));

export { ApiError, BY_COOKIE, TEXT, callApi, collectorPath, demo, explain, find, go, hasUsers, join, linkTo, logIn, makeFirstUser, openApi, route, routeQuery, stand, who };
