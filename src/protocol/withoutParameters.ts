/**
 * An encoded text without some parameters, in the URLs that stand in it and in those that stand in these, however often they
 * are encoded. One goes with its name and up to the next `&` or `#`, and what comes before it (`?`, `#`, `&`, `&amp;`) stays
 * for the parameter that follows.
 * @param names source of a regular expression for whole names
 * @param told of what is cut, with what comes before, and how often that is encoded more than once: `25` for each
 */
export const withoutParameters = (
  text: string,
  names: string,
  told?: (cut: string, before: string, level: string) => void,
): string =>
  text.replace(
    RegExp(
      `(%((?:25)*)(?:3F|2[36]))(?:(?:amp%\\2(?:3B))?(?:${names})%\\2(?:3D)(?:(?!%\\2?2[36])[^&])*(%\\2(?:26))?)+`,
      'gi',
    ),
    (cut, before, level, after) => {
      if (told) told(cut, before, level);
      return after ? before : '';
    },
  );
