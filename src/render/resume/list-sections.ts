import type { Resume } from '../../config/resume-schema.ts';
import { inlineSpans } from '../../portfolio/inline.ts';
import { formatDate, formatPeriod } from '../format.ts';
import { type Item, item, type Label, leadAndRest, list, plain, strong } from './blocks.ts';

/** The sections that are lists of short entries, in display order. */
export const listSections: readonly (readonly [
  key: keyof Resume['titles'],
  items: (resume: Resume) => Item[],
])[] = [
  ['education', ({ education }) => education.map(educationItem)],
  ['volunteer', ({ volunteer }) => volunteer.map(volunteeringItem)],
  [
    'awards',
    ({ awards }) =>
      awards.map((award) => entry(award, [award.title, award.awarder, day(award.date)], award.summary)),
  ],
  [
    'certificates',
    ({ certificates }) =>
      certificates.map((certificate) =>
        entry(certificate, [
          linked(certificate.name, certificate.url),
          certificate.issuer,
          day(certificate.date),
        ]),
      ),
  ],
  [
    'publications',
    ({ publications }) =>
      publications.map((publication) =>
        entry(
          publication,
          [linked(publication.name, publication.url), publication.publisher, day(publication.releaseDate)],
          publication.summary,
        ),
      ),
  ],
  [
    'languages',
    ({ languages }) => languages.map((spoken) => entry(spoken, [spoken.language, spoken.fluency])),
  ],
  [
    'interests',
    ({ interests }) =>
      interests.map((interest) => entry(interest, [interest.name], interest.keywords?.join(', '))),
  ],
  [
    'references',
    ({ references }) => references.map((person) => entry(person, [person.name], person.reference)),
  ],
];

function educationItem(item: Resume['education'][number]): Item {
  const { area, studyType, institution, url, score, summary, startDate, endDate, courses = [] } = item;
  const school = institution ? linked(institution, url) : undefined;
  const name = institution ? area : linked(area, url);
  return entry(item, [name, studyType, school, period(startDate, endDate), score], summary, courses);
}

function volunteeringItem(item: Resume['volunteer'][number]): Item {
  const { position, organization, url, startDate, endDate, summary, highlights = [] } = item;
  const group = organization ? linked(organization, url) : undefined;
  const name = organization ? position : linked(position, url);
  return entry(item, [name, group, period(startDate, endDate)], summary, highlights);
}

/** `**name** | about | about: text`, followed by the rest of the text and by `lines`. */
function entry(
  { reviewedAt }: { reviewedAt?: string },
  labels: readonly (Label | string | undefined)[],
  text = '',
  lines: readonly string[] = [],
): Item {
  const [name, ...about] = labels.flatMap((label) => (label ? [asLabel(label)] : []));
  const lead = leadAndRest(text);
  const spans = name ? [{ ...strong(name.text), url: name.url }] : [];
  for (const label of about) spans.push(plain(' | '), { ...plain(label.text), url: label.url });
  if (lead.spans.length > 0) spans.push(plain(': '), ...lead.spans);
  const below = list(lines.map((line) => item(inlineSpans(line))));
  return item(spans, { blocks: [...lead.blocks, ...below], reviewedAt: reviewedAt ?? null });
}

function asLabel(label: Label | string): Label {
  return typeof label === 'string' ? linked(label, undefined) : label;
}

function linked(text: string, url: string | undefined): Label {
  return { text, url: url ?? null };
}

function day(date: string | undefined): string | undefined {
  return date && formatDate(date);
}

function period(start: string | undefined, end: string | undefined): string | undefined {
  return start || end ? formatPeriod(start, end) : undefined;
}
