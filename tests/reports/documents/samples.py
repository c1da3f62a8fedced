"""Contents of documents for the tests of this folder, small and of every sort that has to be set."""

from dataclasses import replace
from datetime import UTC, date, datetime

from reports.documents.contents import (
    Answer,
    Attachment,
    Attribution,
    Bar,
    Chart,
    Citation,
    CommentType,
    Contribution,
    Disposition,
    Kind,
    Masthead,
    Order,
    Paragraph,
    Participant,
    ParticipantGroup,
    ReportContents,
    Representative,
    Section,
    Verdict,
)

AS_OF = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

ENGLISH = Contribution(
    reference="WG.7/2/C.1",
    anchor="c-1",
    organisation="Lake Basin Digital Rights Forum",
    country="Kenya",
    group="Civil society",
    title="A directory of points of contact that small teams can use",
    language="en",
    language_name="English",
    direction="ltr",
    submitted_on=date(2026, 2, 3),
    on_behalf_of=("Coastal Network Operators’ Circle", "Réseau des juristes du numérique"),
    text=(
        "# What we ask\n\nA directory is only as good as the **telephone** behind it.\n\n"
        "- one form in six languages;\n- a test twice a year;\n- no fee.\n\n"
        "### Why\n\n> Nobody answered on the Sunday.\n\nSee [our **long** paper](https://forum.example/paper?a=1&b=2).\n\n"
        "1. Register\n2. Test\n3. Report\n"
    ),
    attachments=(Attachment(name="Annex with figures.pdf", size=348_160, sha256="ab" * 32),),
)
RUSSIAN = Contribution(
    reference="WG.7/2/C.2",
    anchor="c-2",
    organisation="Союз операторов связи Предуралья",
    country="Kazakhstan",
    group="Business",
    title="О порядке уведомления об инцидентах",
    language="ru",
    language_name="Russian",
    direction="ltr",
    submitted_on=date(2026, 2, 10),
    is_late=True,
    text="Уведомление в течение **72 часов** выполнимо для малых операторов.\n\nПорядок должен быть единым.",
    answers=(
        Answer(question="Which information should a directory hold?", text="Номер телефона и *часовой пояс*."),
        Answer(question="Who should keep it?", text=""),
    ),
)
CHINESE = Contribution(
    reference="WG.7/2/C.3",
    anchor="c-3",
    organisation="东湖网络安全研究所",
    country="China",
    group="Academia",
    title="关于能力建设的建议",
    language="zh-hans",
    language_name="Chinese",
    direction="ltr",
    submitted_on=date(2026, 2, 4),
    text="能力建设应当由需求驱动,并以当地语言进行。\n\n- 培训教师;\n- 共享教材。\n\n我们建议每年评估一次。",
)
ARABIC = Contribution(
    reference="WG.7/2/C.4",
    anchor="c-4",
    organisation="جمعية الواحة للمعرفة الرقمية",
    country="Jordan",
    group="Civil society",
    title="حماية الكابلات البحرية",
    language="ar",
    language_name="Arabic",
    direction="rtl",
    submitted_on=date(2026, 2, 5),
    text="نوصي بإنشاء دليل لجهات الاتصال (WG.7/2) قبل 2026-12-31.\n\n"
    "- الإبلاغ خلال 24 ساعة؛\n- التعاون الإقليمي.\n\n> لا أحد يجيب يوم الجمعة.",
)
WITHDRAWN = Contribution(
    reference="WG.7/2/C.5",
    anchor="c-5",
    organisation="Fjord Registry Collective",
    country="Norway",
    group="Technical community",
    title="Routing security for island States",
    language="en",
    language_name="English",
    direction="ltr",
    submitted_on=date(2026, 2, 6),
    withdrawn_on=date(2026, 2, 20),
)
CONTRIBUTIONS = (ENGLISH, RUSSIAN, CHINESE, ARABIC, WITHDRAWN)

SECTIONS = (
    Section(
        heading="Introduction",
        paragraphs=(
            Paragraph(number=1, text="The consultation was convened under decision WG/2025/4."),
            Paragraph(
                number=2, text="This summary is issued under the responsibility of the Chair. It is not exhaustive."
            ),
        ),
    ),
    Section(
        heading="Existing and potential threats",
        agenda_label="5 (a)",
        paragraphs=(
            Paragraph(
                number=3,
                text="Several participants highlighted that small teams cannot answer at all hours.",
                citations=(
                    Citation(reference="WG.7/2/C.1", anchor="c-1"),
                    Citation(reference="WG.7/2/C.4", anchor="c-4"),
                ),
            ),
            Paragraph(number=4, text="It was suggested that:\n\n- a test be held twice a year;\n- no fee be asked."),
        ),
    ),
    Section(heading="Directories", level=2, paragraphs=(Paragraph(number=5, text="One participant cautioned."),)),
    Section(heading="Cables", level=2, paragraphs=(Paragraph(number=6, text="The view was expressed that…"),)),
    Section(heading="Way forward", paragraphs=(Paragraph(number=7, text="The Chair thanked all participants."),)),
)

PARTICIPANTS = (
    ParticipantGroup(
        group="Civil society",
        participants=(
            Participant(name="Lake Basin Digital Rights Forum", country="Kenya"),
            Participant(name="جمعية الواحة للمعرفة الرقمية", country="Jordan"),
        ),
    ),
    ParticipantGroup(
        group="Business", participants=(Participant(name="Союз операторов связи Предуралья", country="Kazakhstan"),)
    ),
    ParticipantGroup(group="Academia", participants=(Participant(name="东湖网络安全研究所", country="China"),)),
    ParticipantGroup(
        group="Technical community", participants=(Participant(name="Fjord Registry Collective", country=""),)
    ),
)

REPORT = ReportContents(
    kind=Kind.CHAIRS_SUMMARY,
    language="en",
    direction="ltr",
    masthead=Masthead(
        body="Consultation portal of the Working Group",
        organ="Conference on Shared Networks",
        symbol="WG.7/2026/2/CRP.1",
        distribution="general",
        issued_on=date(2026, 3, 2),
        original_language="en",
    ),
    process="Open-ended Working Group on Trust in Shared Networks",
    session="Eleventh substantive session",
    place_and_dates="Nairobi, 9–13 February 2026",
    agenda_item="Item 5 of the provisional agenda",
    agenda_title="Discussions on substantive issues",
    title="Chair’s summary of the written consultation",
    attribution=Attribution.ATTRIBUTED,
    as_of=AS_OF,
    sections=SECTIONS,
    participants=PARTICIPANTS,
    contributions=CONTRIBUTIONS,
)

FRENCH_REPORT = replace(
    REPORT,
    language="fr",
    masthead=replace(
        REPORT.masthead,
        body="Portail de consultation du Groupe de travail",
        organ="Conférence sur les réseaux partagés",
        original_language="fr",
    ),
    process="Groupe de travail à composition non limitée sur la confiance dans les réseaux partagés",
    session="Onzième session de fond",
    place_and_dates="Nairobi, 9–13 février 2026",
    agenda_item="Point 5 de l’ordre du jour provisoire",
    agenda_title="Débats sur les questions de fond",
    title="Résumé de la consultation écrite établi par le Président",
)

ARABIC_REPORT = replace(
    REPORT,
    language="ar",
    direction="rtl",
    masthead=replace(
        REPORT.masthead,
        body="بوابة التشاور للفريق العامل",
        organ="المؤتمر المعني بالشبكات المشتركة",
        original_language="ar",
    ),
    process="الفريق العامل المفتوح العضوية المعني بالثقة في الشبكات المشتركة",
    session="الدورة الموضوعية الحادية عشرة",
    place_and_dates="نيروبي، 9–13 شباط/فبراير 2026",
    agenda_item="البند 5 من جدول الأعمال المؤقت",
    agenda_title="مناقشات بشأن المسائل الموضوعية",
    title="موجز الرئيس عن المشاورة الخطية",
    sections=(
        Section(
            heading="مقدمة",
            paragraphs=(
                Paragraph(number=1, text="عُقدت المشاورة عملاً بالمقرر WG/2025/4 الصادر في 2025-11-14."),
                Paragraph(number=2, text="يصدر هذا الموجز على مسؤولية الرئيس وحده، وهو لا يمثل توافقاً في الآراء."),
            ),
        ),
        Section(
            heading="التهديدات القائمة والمحتملة",
            agenda_label="5 (أ)",
            paragraphs=(
                Paragraph(
                    number=3,
                    text="أبرز عدة مشاركين أن الفرق الصغيرة لا تستطيع الرد في كل وقت، واقتُرح ما يلي:\n\n"
                    "- اختبار مرتين في السنة؛\n- عدم تقاضي رسوم.",
                    citations=(Citation(reference="WG.7/2/C.4", anchor="c-4"),),
                ),
            ),
        ),
    ),
)

NAMES_OF_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
QUESTIONS = ("Which information should a directory hold?", "Who should keep it?")

COMPILATION = replace(
    REPORT,
    kind=Kind.COMPILATION,
    title="Compilation of submissions",
    subtitle="Note by the secretariat",
    sections=(
        Section(
            heading="",
            paragraphs=(
                Paragraph(number=1, text="The present document compiles the written contributions."),
                Paragraph(number=2, text="The contributions are attached and reproduced as received."),
            ),
        ),
    ),
    participants=(),
    contributions=tuple(sorted(CONTRIBUTIONS, key=lambda entry: (entry.group, entry.organisation))),
)
BY_NAME = replace(
    COMPILATION, order=Order.NAME, contributions=tuple(sorted(CONTRIBUTIONS, key=lambda entry: entry.organisation))
)
BY_QUESTION = replace(COMPILATION, order=Order.QUESTION, questions=QUESTIONS)
REPLIES = replace(COMPILATION, order=Order.REPLIES, questions=QUESTIONS)

LIST_OF_PARTICIPANTS = replace(
    REPORT,
    kind=Kind.PARTICIPANTS,
    title="List of participants",
    sections=(),
    contributions=(),
    participants=(
        ParticipantGroup(
            group="Member States",
            participants=(
                Participant(
                    name="Côte d’Ivoire",
                    country="",
                    representatives=(
                        Representative(name="Aya Kouassi", function="Head of delegation"),
                        Representative(name="Koffi N’Guessan", function="Adviser"),
                    ),
                ),
                Participant(name="Türkiye", country="", representatives=(Representative(name="Elif Şahin"),)),
            ),
        ),
        *PARTICIPANTS,
    ),
)

DISPOSITIONS = (
    Disposition(
        identifier="LBF-001",
        author="LBF",
        group="Civil society",
        comment="The text says nothing of *telephones*.",
        proposal="Add: “and a telephone number”.",
        language="en",
        direction="ltr",
        verdict=Verdict.ACCEPTED,
        observation="Added.",
    ),
    Disposition(
        identifier="JW-002",
        author="JW",
        group="Civil society",
        clause="14",
        line="3",
        comment_type=CommentType.EDITORIAL,
        comment="ينبغي توضيح المصطلح.",
        proposal="«نقطة الاتصال»",
        language="ar",
        direction="rtl",
        verdict=Verdict.ACCEPTED_WITH_MODIFICATIONS,
        observation="See paragraph 15 of Rev.1.",
    ),
    Disposition(
        identifier="DH-003",
        author="DH",
        group="Academia",
        clause="15",
        element="Table 1",
        comment_type=CommentType.TECHNICAL,
        comment="建议删除该表。",
        proposal="删除表1。",
        language="zh",
        direction="ltr",
        verdict=Verdict.NOT_ACCEPTED,
        observation="The table was asked for by several delegations.",
    ),
    Disposition(
        identifier="FR-004",
        author="FR",
        group="Technical community",
        clause="16",
        comment="Delete.",
        language="en",
        direction="ltr",
        verdict=Verdict.TO_DO,
    ),
)
DISPOSITION_TABLE = replace(
    REPORT,
    kind=Kind.DISPOSITIONS,
    title="Comments and observations of the secretariat",
    subject="Zero draft, WG.7/2026/2/L.1",
    sections=(),
    participants=(),
    contributions=(),
    dispositions=DISPOSITIONS,
)

CHARTS = (
    Chart(
        title="Contributions by stakeholder group",
        description="Total: 1,234. The largest number: Civil society (1,000). None: Academia.",
        dimension="Stakeholder group",
        series=("In time", "After the deadline"),
        bars=(
            Bar(label="Civil society", values=(900, 100)),
            Bar(label="Business", values=(200, 34)),
            Bar(label="Academia", values=(0, 0)),
        ),
    ),
    Chart(
        title="Organisations by stakeholder group",
        description="Total: 3.",
        dimension="Stakeholder group",
        series=("Organisations",),
        bars=(Bar(label="Civil society", values=(2,)), Bar(label="Business", values=(1,))),
    ),
)
STATISTICS = replace(
    COMPILATION, kind=Kind.STATISTICS, title="Participation statistics", contributions=(), charts=CHARTS
)
COVER_NOTE = replace(
    COMPILATION,
    kind=Kind.COVER_NOTE,
    title="Written input",
    contributions=(),
    sections=tuple(section for section in SECTIONS if not section.agenda_label),
)

OF_EACH_KIND = {
    "summary": REPORT,
    "by group": COMPILATION,
    "by name": BY_NAME,
    "by question": BY_QUESTION,
    "replies": REPLIES,
    "participants": LIST_OF_PARTICIPANTS,
    "dispositions": DISPOSITION_TABLE,
    "statistics": STATISTICS,
    "cover note": COVER_NOTE,
}


def in_language(contents: ReportContents, language: str) -> ReportContents:
    """The contents as the version in that language has them; what people wrote stays in theirs."""
    return replace(contents, language=language, direction="rtl" if language == "ar" else "ltr")
