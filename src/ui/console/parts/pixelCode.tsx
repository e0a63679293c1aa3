import { useSignal } from '@preact/signals';
import { type InstallCode, InstallError, installCode } from '../../../install/installCode.ts';
import { PLATFORMS, type PlatformName, platformOf } from '../../../install/platforms.ts';
import { scriptPath } from '../../../install/scriptPath.ts';
import { collectorPath } from '../collectorPath.ts';
import { TEXT } from '../text.ts';
import { explain } from './explain.ts';
import { FindIn } from './findIn.tsx';
import { configOf, type Draft } from './pixelDraft.ts';
import { PixelTest } from './pixelTest.tsx';
import { ProblemLine } from './problemLine.tsx';
import { saveFile } from './saveFile.ts';
import { useCopy } from './useCopy.ts';
import { useSome } from './useSome.ts';

interface Tag {
  write_key: string;
  name: string;
  domain: string;
  path: string | null;
  disabled: boolean;
}

interface Props {
  account: string;
  /** '' of one that is not saved. */
  id: string;
  draft: Draft;
  platform: string;
  onPlatform: (platform: string) => void;
}

const T = TEXT.pixels;

/** Stands in the code of a pixel that is not saved, which has no id yet. */
const NO_ID = 'pix_unsaved';

/** The code of a pixel as it is written just now, for any platform. */
export function PixelCode({ account, id, draft, platform, onPlatform }: Props) {
  const found = useSome<'tags', Tag>(`accounts/${encodeURIComponent(account)}/tags`, 'tags');
  const chosen = useSignal<Tag | undefined>(undefined);
  const inUse = found.rows?.filter(({ disabled }) => !disabled);
  const isFound = inUse?.some(({ write_key }) => write_key === chosen.value?.write_key);
  // What is looked for takes nobody elsewhere.
  const tags = chosen.value && inUse && !isFound ? [chosen.value, ...inUse] : inUse;
  const tag = chosen.value ?? tags?.[0];
  const name = platform as PlatformName;
  const made = tag && makeCode(name, draft, { id, tag });
  return (
    <section class="code" aria-labelledby="code-title">
      <h2 id="code-title">{T.code}</h2>
      <div class="together">
        <div>
          <label for="platform">{T.platform}</label>
          <select id="platform" value={platform} onChange={event => onPlatform(event.currentTarget.value)}>
            {PLATFORMS.map(each => (
              <option key={each} value={each}>
                {T.platforms[each]}
              </option>
            ))}
          </select>
        </div>
        {tags && (tags.length > 1 || found.hasMore) && (
          <div>
            <label for="code-tag">{T.tag}</label>
            <select
              id="code-tag"
              value={tag?.write_key}
              onChange={event => {
                const { value } = event.currentTarget;
                chosen.value = tags.find(({ write_key }) => write_key === value);
              }}
            >
              {tags.map(each => (
                <option key={each.write_key} value={each.write_key}>
                  {each.name} ({each.domain})
                </option>
              ))}
            </select>
          </div>
        )}
        <FindIn id="code-tag-search" label={TEXT.live.findTag} of={found} />
      </div>
      <ProblemLine text={found.report.problem.value} />
      {tags?.length === 0 && !found.search.value && <p>{T.noTag}</p>}
      {typeof made === 'string' && (
        <p class="hint" role="status">
          {made}
        </p>
      )}
      {typeof made === 'object' && tag && (
        <Shown code={made} zip={id && zipOf(name, { account, id, writeKey: tag.write_key })} />
      )}
      {tag && (
        <>
          <h3>{TEXT.pixelTest.title}</h3>
          <PixelTest account={account} id={id || NO_ID} draft={draft} writeKey={tag.write_key} />
        </>
      )}
    </section>
  );
}

/** The code, or why there is none. */
function makeCode(
  platform: PlatformName,
  draft: Draft,
  { id, tag }: { id: string; tag: Tag },
): InstallCode | string {
  const config = configOf(draft);
  if (config.conversion_type === '') return T.incomplete;
  const { write_key: writeKey, path } = tag;
  const scriptUrl = location.origin + collectorPath() + scriptPath(writeKey, path);
  try {
    return installCode(platform, { id: id || NO_ID, name: draft.name, config }, { writeKey, scriptUrl });
  } catch (error) {
    if (error instanceof InstallError) return T.cannot(error.message);
    throw error;
  }
}

/** Where the collector makes the zip of a platform that has one. */
function zipOf(
  platform: PlatformName,
  { account, id, writeKey }: { account: string; id: string; writeKey: string },
): string | undefined {
  if (!platformOf(platform).archive) return undefined;
  const query = { account_id: account, platform, write_key: writeKey, format: 'zip' };
  return `saved-pixels/${encodeURIComponent(id)}/code?${new URLSearchParams(query)}`;
}

const ENDINGS: { [language: string]: string } = {
  html: 'html',
  javascript: 'js',
  json: 'json',
  php: 'php',
  template: 'tpl',
};

function Shown({ code, zip }: { code: InstallCode; zip: string | undefined }) {
  const { platform, language, base_code, event_code, required_variables, notes, archive, files = {} } = code;
  const ending = ENDINGS[language] ?? 'txt';
  return (
    <>
      {archive &&
        (zip ? (
          <p>
            <a class="button" href={zip} download={archive}>
              {T.download(archive)}
            </a>
          </p>
        ) : (
          <ZipButton name={archive} files={files} />
        ))}
      {base_code && <Text title={T.base} text={base_code} file={`${platform}-base.${ending}`} />}
      {event_code && (
        <Text
          title={base_code ? T.event : T.whole}
          text={event_code}
          file={base_code ? `${platform}-event.${ending}` : `${platform}.${ending}`}
        />
      )}
      {!archive &&
        Object.entries(files).map(([name, text]) => <Text key={name} title={name} text={text} file={name} />)}
      {required_variables.length > 0 && (
        <>
          <h3>{T.variables}</h3>
          <dl>
            {required_variables.map(({ name, from }) => (
              <div key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{from}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <h3>{T.steps}</h3>
      <ol>
        {notes.map(each => (
          <li key={each}>{each}</li>
        ))}
      </ol>
    </>
  );
}

/** The zip of a pixel that is not saved: the collector does not know it, so the page makes it. */
function ZipButton({ name, files }: { name: string; files: Record<string, string> }) {
  const problem = useSignal('');
  const download = async () => {
    problem.value = '';
    try {
      const { zipFiles } = await import('./zipFiles.ts');
      saveFile(zipFiles(files), name);
    } catch (error) {
      problem.value = explain(error);
    }
  };
  return (
    <>
      <p>
        <button type="button" onClick={() => void download()}>
          {T.download(name)}
        </button>
      </p>
      <p class="hint">{T.zipUnsaved}</p>
      <ProblemLine text={problem.value} />
    </>
  );
}

/** A text to copy or to download. */
function Text({ title, text, file }: { title: string; text: string; file: string }) {
  const { field, note, copy } = useCopy<HTMLTextAreaElement>(text);
  const download = () => saveFile(new Blob([text], { type: 'text/plain' }), file);
  return (
    <>
      <h3>{title}</h3>
      <textarea
        ref={field}
        rows={Math.min(14, Math.max(3, text.split('\n').length))}
        readonly
        spellcheck={false}
        aria-label={title}
        value={text}
      />
      <div class="together">
        <button type="button" aria-label={`${T.copy}: ${title}`} onClick={() => void copy()}>
          {T.copy}
        </button>
        <button type="button" aria-label={T.download(file)} onClick={download}>
          {T.download(file)}
        </button>
        <p class="hint" role="status">
          {note.value}
        </p>
      </div>
    </>
  );
}
