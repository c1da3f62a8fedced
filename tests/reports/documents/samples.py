"""Contents of documents for the tests of this folder, small and of every sort that has to be set."""

from dataclasses import replace
from datetime import UTC, date, datetime

from reports.documents.contents import (
    Answer,
    Attachment,
    Attribution,
    Citation,
    Contribution,
    Kind,
    Masthead,
    Paragraph,
    Participant,
    ParticipantGroup,
    ReportContents,
    Section,
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
