"""Who may ask for what: a line for each address, situation (a name of access_world.World) and method; a letter a person.

The persons stand in the order of access_world.ROLES: A anonymous, O another organisation's focal point, V focal point
of a State's mission, M member and F focal point of the organisation, C Chair, K Co-Chair, E member of the Chair's team, N Chair without a second factor, X another
process's Chair,
S secretariat of the process, T of another process, P of the portal, U superuser without office, D closed account.

The answers: "." the page or file (200), ">" done or led on (302), "l" led to the sign-in, "2" led to the set-up of a
second factor, "r" asked for the password again, "3" refused (403), "4" nothing there (404), "5" wrong method (405),
"9" nothing changed (409).
"""

PUBLIC = frozenset({
    "health", "look:language", "look:accessibility", "look:privacy",
    "processes:home", "processes:process", "processes:session", "sittings:programme", "sittings:calendar",
    "submissions:call", "submissions:register", "submissions:participation", "submissions:submission",
    "submissions:attachment",
    "modalities:modalities", "modalities:version", "modalities:changes",
    "accreditation:rounds", "accreditation:round", "accreditation:accredited",
    "registration:participants",
    "summaries:summary", "coverage:trace", "documents:list", "documents:of_summary", "documents:document", "documents:download",
    "documents:of_process", "documents:preview",
    "exports:record_csv", "exports:record_jsonl",
    "dispositions:public", "inquiries:public", "inquiries:inquiry",
    "mailroom:caught", "mailroom:letter", "demo:logins",  # 404 but in the embedded installation
    "account_login", "account_logout", "account_signup", "account_inactive", "account_email_verification_sent",
    "account_confirm_email", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_confirm_login_code",
    "mfa_authenticate", "mfa_login_webauthn",
})  # fmt: skip
"""Addresses that ask for no sign-in. An address that is not on this list asks, or the build fails."""

ASKS_BY_ITSELF = frozenset({"submissions:draft"})
"""Addresses that ask for the sign-in themselves, because they first keep what was typed."""

TABLE = """
# --- Health, and pages of no app
#                                                                                     AOVMFCKENXSTPUD
health                                   nothing                                GET   ...............
look:language                            nothing                                GET   >>>>>>>>>>>>>>>
look:language                            nothing                                POST  >>>>>>>>>>>>>>>
look:accessibility                       nothing                                GET   ...............
look:privacy                             nothing                                GET   ...............

# --- Processes and sessions, for everybody
#                                                                                     AOVMFCKENXSTPUD
processes:home                           nothing                                GET   ...............
processes:process                        process                                GET   ...............
processes:process                        unannounced                            GET   44444...44.4.44
processes:session                        session                                GET   ...............
processes:session                        unannounced_session                    GET   44444...44.4.44

# --- Programmes of work, for everybody
#                                                                                     AOVMFCKENXSTPUD
sittings:programme                       session_published                      GET   ...............
sittings:programme                       session_preparing                      GET   44444...44.4.44
sittings:programme                       session_of_unannounced                 GET   44444...44.4.44
sittings:calendar                        session_published                      GET   ...............
sittings:calendar                        session_preparing                      GET   44444...44.4.44
sittings:calendar                        session_of_unannounced                 GET   44444...44.4.44
sittings:follow                          session_published                      GET   l5555555555555l
sittings:follow                          session_published                      POST  l>>>>>>>>>>>>>l
sittings:follow                          session_preparing                      POST  l4444>>>44>4>4l
sittings:leave                           session_published                      GET   l5555555555555l
sittings:leave                           session_published                      POST  l>>>>>>>>>>>>>l
sittings:leave                           session_preparing                      POST  l4444>>>44>4>4l

# --- Calls and the record, for everybody
#                                                                                     AOVMFCKENXSTPUD
submissions:call                         call                                   GET   ...............
submissions:call                         call_in_preparation                    GET   44444...44.4.44
submissions:call                         confidential_call                      GET   ...............
submissions:call                         call_of_unannounced                    GET   44444...44.4.44
submissions:register                     process                                GET   ...............
submissions:register                     unannounced                            GET   44444...44.4.44
submissions:participation                process                                GET   ...............
submissions:participation                unannounced                            GET   44444...44.4.44
submissions:submission                   submitted                              GET   444444444444444
submissions:submission                   returned                               GET   444444444444444
submissions:submission                   published                              GET   ...............
submissions:submission                   accepted                               GET   444444444444444
submissions:submission                   withheld                               GET   444444444444444
submissions:submission                   withheld_after_publication             GET   444444444444444
submissions:submission                   withdrawn                              GET   444444444444444
submissions:submission                   withdrawn_after_publication            GET   ...............
submissions:submission                   published_in_confidential_call         GET   444444444444444
submissions:submission                   published_in_unannounced               GET   444444444444444
submissions:attachment                   file_of_draft                          GET   444..4444444444
submissions:attachment                   file_of_submitted                      GET   444.....44.4.44
submissions:attachment                   file_of_returned                       GET   444.....44.4.44
submissions:attachment                   file_of_published                      GET   ...............
submissions:attachment                   file_of_accepted                       GET   444.....44.4.44
submissions:attachment                   file_of_withheld                       GET   444.....44.4.44
submissions:attachment                   file_of_withheld_after_publication     GET   444.....44.4.44
submissions:attachment                   file_of_withdrawn                      GET   444.....44.4.44
submissions:attachment                   file_of_withdrawn_after_publication    GET   444.....44.4.44
submissions:attachment                   file_of_earlier_revision               GET   444.....44.4.44
submissions:attachment                   file_of_published_in_confidential_call GET   444.....44.4.44
submissions:attachment                   file_of_published_in_unannounced       GET   444.....44.4.44

# --- An organisation's own work
#                                                                                     AOVMFCKENXSTPUD
submissions:desk                         nothing                                GET   l.............l
submissions:start_draft                  call                                   GET   l.............l
submissions:start_draft                  call_in_preparation                    GET   l4444...44.4.4l
submissions:start_draft                  confidential_call                      GET   l.............l
submissions:start_draft                  call_of_unannounced                    GET   l4444...44.4.4l
submissions:start_draft                  call                                   POST  l..>>.........l
submissions:draft                        draft                                  GET   l44..444444444l
submissions:draft                        draft                                  POST  l44>>444444444l
submissions:draft                        draft_submitted_at_once                POST  l44>>444444444l
submissions:autosave_draft               draft                                  GET   l5555555555555l
submissions:autosave_draft               draft                                  POST  l44..444444444l
submissions:check_draft                  draft                                  GET   l44..444444444l
submissions:check_draft                  draft                                  POST  l44>>444444444l
submissions:discard_draft                draft                                  GET   l44..444444444l
submissions:discard_draft                draft                                  POST  l44>>444444444l
submissions:sent                         submitted                              GET   l44..444444444l
submissions:sent                         returned                               GET   l44..444444444l
submissions:sent                         published                              GET   l44..444444444l
submissions:sent                         accepted                               GET   l44..444444444l
submissions:sent                         withheld                               GET   l44..444444444l
submissions:sent                         withdrawn                              GET   l44..444444444l
submissions:withdraw                     submitted                              GET   l443.444444444l
submissions:withdraw                     returned                               GET   l443.444444444l
submissions:withdraw                     published                              GET   l443.444444444l
submissions:withdraw                     accepted                               GET   l443.444444444l
submissions:withdraw                     withheld                               GET   l443.444444444l
submissions:withdraw                     withdrawn                              GET   l4433444444444l
submissions:withdraw                     submitted                              POST  l443>444444444l
submissions:withdraw                     published                              POST  l443>444444444l
submissions:withdraw                     withdrawn                              POST  l4433444444444l
submissions:correct                      submitted                              GET   l5555555555555l
submissions:correct                      submitted                              POST  l44>>444444444l
submissions:correct                      returned                               POST  l44>>444444444l
submissions:correct                      published                              POST  l4433444444444l
submissions:correct                      accepted                               POST  l4433444444444l
submissions:correct                      withheld                               POST  l4433444444444l
submissions:correct                      withdrawn                              POST  l4433444444444l
submissions:answer_request               party                                  GET   l5555555555555l
submissions:answer_request               party                                  POST  l443>444444444l

# --- The Chair's desk
#                                                                                     AOVMFCKENXSTPUD
submissions:chair_desk                   nothing                                GET   l3333..32.3333l
submissions:decide                       submitted                              GET   l3333..3243333l
submissions:decide                       returned                               GET   l3333..3243333l
submissions:decide                       published                              GET   l3333..3243333l
submissions:decide                       accepted                               GET   l3333..3243333l
submissions:decide                       withheld                               GET   l3333..3243333l
submissions:decide                       withdrawn                              GET   l3333..3243333l
submissions:decide                       published_in_unannounced               GET   l3333..3243333l
submissions:decide                       submitted                              POST  l3333>>3243333l
submissions:decide                       returned                               POST  l3333..3243333l
submissions:decide                       published                              POST  l3333..3243333l
submissions:decide                       accepted                               POST  l3333>>3243333l
submissions:decide                       withheld                               POST  l3333>>3243333l
submissions:decide                       withdrawn                              POST  l3333..3243333l
submissions:decide_in_bulk               submitted                              GET   l3333..3243333l
submissions:decide_in_bulk               submitted                              POST  l3333>>3243333l

# --- Near-identical texts
#                                                                                     AOVMFCKENXSTPUD
likeness:desk                            nothing                                GET   l3333...2....3l
likeness:families                        process                                GET   l3333...23.3.3l
likeness:families                        unannounced                            GET   l3333...24.4.3l
likeness:look                            process                                GET   l5555555555555l
likeness:look                            process                                POST  l3333>>>23>3>3l
likeness:look                            unannounced                            POST  l3333>>>24>4>3l
likeness:family                          family                                 GET   l3333...24.4.3l
likeness:family                          family_judged                          GET   l3333...24.4.3l
likeness:family                          family_of_unannounced                  GET   l3333...24.4.3l
likeness:family                          family_dissolved                       GET   l3333444244443l
likeness:family                          family                                 POST  l3333>>>24>433l
likeness:family                          family_judged                          POST  l3333>>>24>433l
likeness:family                          family_dissolved                       POST  l3333444244443l
likeness:change_member                   member                                 GET   l5555555555555l
likeness:change_member                   member                                 POST  l3333>>>24>433l
# --- The reading desk
#                                                                                     AOVMFCKENXSTPUD
points:choose                            process                                GET   l3333>>>2>>>33l
points:shelf                             process                                GET   l3333...24.433l
points:shelf                             unannounced                            GET   l3333...24.433l
points:go_on                             process                                GET   l3333>>>24>433l
points:topics                            process                                GET   l3333...24.433l
points:topics                            process                                POST  l3333>>>243433l
points:desk                              submitted                              GET   l3333...24.433l
points:desk                              returned                               GET   l3333...24.433l
points:desk                              published                              GET   l3333...24.433l
points:desk                              accepted                               GET   l3333...24.433l
points:desk                              withheld                               GET   l3333444244433l
points:desk                              withdrawn                              GET   l3333444244433l
points:desk                              published_in_unannounced               GET   l3333...24.433l
points:read                              published                              GET   l5555555555555l
points:read                              published                              POST  l3333>>>243433l
points:read                              withheld                               POST  l3333444244433l
points:share                             published                              GET   l5555555555555l
points:share                             published                              POST  l3333>>>243433l
points:share                             withdrawn                              POST  l3333444244433l
points:mark                              published                              GET   l3333...243433l
points:mark                              accepted                               GET   l3333...243433l
points:mark                              withheld                               GET   l3333444244433l
points:mark                              submitted                              POST  l3333>>>243433l
points:mark                              published                              POST  l3333>>>243433l
points:mark                              withdrawn                              POST  l3333444244433l
points:change                            point                                  GET   l3333...243433l
points:change                            point_of_withheld                      GET   l3333444244433l
points:change                            point                                  POST  l3333>>>243433l
points:passage                           point                                  GET   l3333...243433l
points:passage                           point                                  POST  l3333>>>243433l
points:drop                              point                                  GET   l3333...243433l
points:drop                              point                                  POST  l3333>>>243433l
points:drop                              point_dropped                          GET   l3333...243433l
points:topic                             topic                                  GET   l3333...243433l
points:topic                             topic                                  POST  l3333>>>243433l
points:move_topic                        topic                                  GET   l5555555555555l
points:move_topic                        topic                                  POST  l3333>>>243433l

# --- Summaries
#                                                                                     AOVMFCKENXSTPUD
summaries:summary                        drafting                               GET   444444444444444
summaries:summary                        final                                  GET   444444444444444
summaries:summary                        issued                                 GET   ...............
summaries:summary                        issued_in_unannounced                  GET   444444444444444
summaries:desk                           nothing                                GET   l3333...2....3l
summaries:begin                          nothing                                GET   l3333..32.3333l
summaries:begin                          call                                   POST  l3333>>32.3333l
summaries:write                          drafting                               GET   l3333...24.4.3l
summaries:write                          final                                  GET   l3333...24.4.3l
summaries:write                          issued                                 GET   l3333...24.4.3l
summaries:write                          issued_in_unannounced                  GET   l3333...24.4.3l
summaries:add_section                    drafting                               GET   l5555555555555l
summaries:add_section                    drafting                               POST  l3333>>>243333l
summaries:add_section                    final                                  POST  l3333>>>243333l
summaries:add_section                    issued                                 POST  l3333>>>243333l
summaries:add_paragraph                  drafting                               GET   l3333...243333l
summaries:add_paragraph                  final                                  GET   l3333...243333l
summaries:add_paragraph                  drafting                               POST  l3333>>>243333l
summaries:add_paragraph                  final                                  POST  l3333...243333l
summaries:add_paragraph                  issued                                 POST  l3333...243333l
summaries:paragraph                      drafting                               GET   l3333...243333l
summaries:paragraph                      final                                  GET   l3333...243333l
summaries:paragraph                      drafting                               POST  l3333>>>243333l
summaries:paragraph                      final                                  POST  l3333...243333l
summaries:paragraph                      issued                                 POST  l3333...243333l
summaries:rearrange                      drafting                               GET   l5555555555555l
summaries:rearrange                      drafting                               POST  l3333>>>243333l
summaries:rearrange                      final                                  POST  l3333>>>243333l
summaries:rearrange                      issued                                 POST  l3333>>>243333l
summaries:remove                         drafting                               GET   l3333...243333l
summaries:remove                         final                                  GET   l3333...243333l
summaries:remove                         drafting                               POST  l3333>>>243333l
summaries:remove                         final                                  POST  l3333>>>243333l
summaries:remove                         issued                                 POST  l3333>>>243333l
summaries:section                        drafting                               GET   l3333...243333l
summaries:section                        final                                  GET   l3333...243333l
summaries:section                        drafting                               POST  l3333>>>243333l
summaries:section                        review                                 POST  l3333>>>243333l
summaries:section                        circulated                             POST  l3333...243333l
summaries:section                        issued                                 POST  l3333...243333l
summaries:rearrange_section              drafting                               GET   l5555555555555l
summaries:rearrange_section              drafting                               POST  l3333>>>243333l
summaries:rearrange_section              circulated                             POST  l3333>>>243333l
summaries:rearrange_section              final                                  POST  l3333>>>243333l
summaries:rearrange_section              issued                                 POST  l3333>>>243333l
summaries:remove_section                 drafting                               GET   l5555555555555l
summaries:remove_section                 drafting                               POST  l3333>>>243333l
summaries:remove_section                 circulated                             POST  l3333>>>243333l
summaries:remove_section                 final                                  POST  l3333>>>243333l
summaries:remove_section                 issued                                 POST  l3333>>>243333l
summaries:autosave                       drafting                               GET   l5555555555555l
summaries:autosave                       drafting                               POST  l3333...243333l
summaries:autosave                       review                                 POST  l3333...243333l
summaries:autosave                       circulated                             POST  l3333999243333l
summaries:autosave                       final                                  POST  l3333999243333l
summaries:autosave                       issued                                 POST  l3333999243333l
summaries:place                          drafting                               GET   l3333...243333l
summaries:place                          issued                                 GET   l3333...243333l
summaries:place                          drafting                               POST  l3333>>>243333l
summaries:split                          drafting                               GET   l3333...243333l
summaries:split                          circulated                             GET   l3333...243333l
summaries:split                          drafting                               POST  l3333...243333l
summaries:split                          circulated                             POST  l3333...243333l
summaries:split                          issued                                 POST  l3333...243333l
summaries:merge                          drafting                               GET   l3333...243333l
summaries:merge                          circulated                             GET   l3333...243333l
summaries:merge                          drafting                               POST  l3333...243333l
summaries:merge                          circulated                             POST  l3333...243333l
summaries:merge                          issued                                 POST  l3333...243333l
summaries:history                        drafting                               GET   l3333...24.4.3l
summaries:history                        circulated                             GET   l3333...24.4.3l
summaries:history                        issued                                 GET   l3333...24.4.3l
summaries:history                        issued_in_unannounced                  GET   l3333...24.4.3l
summaries:paragraph_history              drafting                               GET   l3333...24.4.3l
summaries:paragraph_history              circulated                             GET   l3333...24.4.3l
summaries:paragraph_history              issued                                 GET   l3333...24.4.3l
summaries:paragraph_history              issued_in_unannounced                  GET   l3333...24.4.3l
summaries:restore                        drafting                               GET   l5555555555555l
summaries:restore                        drafting                               POST  l3333>>>243333l
summaries:restore                        review                                 POST  l3333>>>243333l
summaries:restore                        circulated                             POST  l3333>>>243333l
summaries:restore                        issued                                 POST  l3333>>>243333l
summaries:bring_back                     drafting                               GET   l5555555555555l
summaries:bring_back                     drafting                               POST  l3333>>>243333l
summaries:remarks                        drafting                               GET   l3333...24.4.3l
summaries:remarks                        circulated                             GET   l3333...24.4.3l
summaries:remarks                        issued                                 GET   l3333...24.4.3l
summaries:remarks                        drafting                               POST  l3333>>>24>433l
summaries:remarks                        review                                 POST  l3333>>>24>433l
summaries:remarks                        circulated                             POST  l3333>>>24>433l
summaries:remarks                        final                                  POST  l3333>>>24>433l
summaries:remarks                        issued                                 POST  l3333>>>24>433l
coverage:correct                         issued                                 GET   l3333..3243333l
coverage:correct                         drafting                               GET   l3333..3243333l
coverage:correct                         issued                                 POST  l3333>>3243333l
coverage:correct                         drafting                               POST  l3333..3243333l
summaries:bands                          process                                GET   l333333333.4.3l
summaries:bands                          process                                POST  l333333333>4>3l
summaries:change_state                   drafting                               GET   l5555555555555l
summaries:change_state                   drafting                               POST  l3333>>3243333l
summaries:change_state                   final                                  POST  l3333>>3243333l
summaries:change_state                   issued                                 POST  l3333>>3243333l

# --- Coverage, issue and trace
#                                                                                     AOVMFCKENXSTPUD
coverage:coverage                        drafting                               GET   l3333...24.4.3l
coverage:coverage                        issued                                 GET   l3333...24.4.3l
coverage:coverage                        issued_in_unannounced                  GET   l3333...24.4.3l
coverage:contributions                   drafting                               GET   l3333...24.4.3l
coverage:contributions                   drafting                               POST  l3333>>>243433l
coverage:contributions                   issued                                 POST  l3333>>>243433l
coverage:points                          drafting                               GET   l3333...24.4.3l
coverage:points                          drafting                               POST  l3333...24.4.3l
coverage:asides                          with_something_set_aside               GET   l3333...24.4.3l
coverage:asides                          issued_with_something_set_aside        GET   l3333...24.4.3l
coverage:take_back                       with_something_set_aside               GET   l5555555555555l
coverage:take_back                       with_something_set_aside               POST  l3333>>>243333l
coverage:take_back                       issued_with_something_set_aside        POST  l3333>>>243333l
coverage:keep_word                       drafting                               GET   l3333...243333l
coverage:keep_word                       drafting                               POST  l3333>>>243333l
coverage:keep_word                       issued                                 POST  l3333...243333l
coverage:issue                           drafting                               GET   l3333..3243333l
coverage:issue                           final                                  GET   l3333..3243333l
coverage:issue                           drafting                               POST  l3333..3243333l
coverage:issue                           final                                  POST  l3333>>3243333l
coverage:issue                           issued                                 POST  l3333..3243333l
coverage:gate                            process                                GET   l333333333.4.3l
coverage:gate                            process                                POST  l333333333>4>3l
coverage:trace                           published                              GET   ...............
coverage:trace                           submitted                              GET   444444444444444
coverage:trace                           accepted                               GET   444444444444444
coverage:trace                           withheld                               GET   444444444444444
coverage:trace                           withdrawn_after_publication            GET   444444444444444
coverage:trace                           published_in_unannounced               GET   444444444444444
coverage:own_trace                       published                              GET   l44.....44.4.4l
coverage:own_trace                       accepted                               GET   l44.....44.4.4l
coverage:own_trace                       withdrawn                              GET   l44.....44.4.4l
# --- Answers to points, and inquiries
#                                                                                     AOVMFCKENXSTPUD
dispositions:public                      drafting                               GET   444444444444444
dispositions:public                      final                                  GET   444444444444444
dispositions:public                      issued                                 GET   ...............
dispositions:public                      issued_under_chatham                   GET   444444444444444
dispositions:public                      issued_in_unannounced                  GET   444444444444444
dispositions:list                        drafting                               GET   l3333...24.4.3l
dispositions:list                        issued                                 GET   l3333...24.4.3l
dispositions:list                        issued_in_unannounced                  GET   l3333...24.4.3l
dispositions:review                      drafting                               GET   l3333...24.4.3l
dispositions:review                      drafting                               POST  l3333>>>243433l
dispositions:review                      issued                                 POST  l3333>>>243433l
dispositions:alike                       drafting                               GET   l5555555555555l
dispositions:alike                       drafting                               POST  l3333>>>243433l
dispositions:alike                       issued                                 POST  l3333333243433l
dispositions:answer                      answer_drafted                         GET   l3333...24.4.3l
dispositions:answer                      answer_released                        GET   l3333...24.4.3l
dispositions:answer                      answer_drafted                         POST  l3333>>>243433l
dispositions:answer                      answer_released                        POST  l3333...243433l
dispositions:change_state                answer_drafted                         GET   l5555555555555l
dispositions:change_state                answer_drafted                         POST  l3333>33243433l
dispositions:change_state                answer_released                        POST  l3333>>>24>4>3l
dispositions:boilerplates                process                                GET   l3333...243333l
dispositions:boilerplates                process                                POST  l3333>>>243333l
dispositions:boilerplate                 boilerplate                            GET   l3333...243333l
dispositions:boilerplate                 boilerplate                            POST  l3333>>>243333l
dispositions:retire                      boilerplate                            GET   l5555555555555l
dispositions:retire                      boilerplate                            POST  l3333>>>243333l
inquiries:public                         drafting                               GET   444444444444444
inquiries:public                         issued                                 GET   ...............
inquiries:public                         issued_in_unannounced                  GET   444444444444444
inquiries:file                           drafting                               GET   l4444444444444l
inquiries:file                           issued                                 GET   l33..333333333l
inquiries:file                           issued_in_unannounced                  GET   l4444444444444l
inquiries:file                           issued                                 POST  l33>>333333333l
inquiries:inquiry                        inquiry                                GET   ...............
inquiries:inquiry                        inquiry_in_unannounced                 GET   444444444444444
inquiries:desk                           nothing                                GET   l3333...2.3333l
inquiries:reply                          inquiry                                GET   l3333...243333l
inquiries:reply                          inquiry                                POST  l3333>>3243333l
inquiries:withhold                       inquiry                                GET   l5555555555555l
inquiries:withhold                       inquiry                                POST  l3333>>3243333l

# --- Documents
#                                                                                     AOVMFCKENXSTPUD
documents:list                           nothing                                GET   ...............
documents:of_summary                     drafting                               GET   444444444444444
documents:of_summary                     final                                  GET   444444444444444
documents:of_summary                     issued                                 GET   ...............
documents:of_summary                     issued_in_unannounced                  GET   444444444444444
documents:of_process                     process                                GET   ...............
documents:of_process                     unannounced                            GET   44444...44.4.44
documents:document                       document_queued                        GET   44444...44.4.44
documents:document                       document_running                       GET   44444...44.4.44
documents:document                       document_failed                        GET   44444...44.4.44
documents:document                       document_ready                         GET   44444...44.4.44
documents:document                       compilation_ready                      GET   44444...44.4.44
documents:document                       document_of_issued                     GET   ...............
documents:document                       document_of_drafting                   GET   44444...44.4.44
documents:document                       document_of_unannounced                GET   44444...44.4.44
documents:download                       document_queued                        GET   44444>>>44>4>44
documents:download                       document_failed                        GET   44444>>>44>4>44
documents:download                       document_ready                         GET   44444...44.4.44
documents:download                       document_of_issued                     GET   ...............
documents:download                       document_of_drafting                   GET   44444...44.4.44
documents:download                       document_of_unannounced                GET   44444...44.4.44
documents:preview                        preview                                GET   ...............
documents:preview                        preview_of_ready                       GET   44444...44.4.44
documents:change                         document_queued                        GET   l5555555555555l
documents:change                         document_queued                        POST  l3333>>324>4>3l
documents:change                         document_running                       POST  l3333>>324>4>3l
documents:change                         document_failed                        POST  l3333>>324>4>3l
documents:change                         document_ready                         POST  l3333>>3243433l
documents:change                         compilation_ready                      POST  l3333>>324>4>3l
documents:change                         document_of_issued                     POST  l3333>>3233333l
documents:correct                        document_of_issued                     GET   l3333..3233333l
documents:correct                        document_of_issued                     POST  l3333>>3233333l
documents:new                            process                                GET   l3333..324.4.3l
documents:new                            process                                POST  l3333>>324>4>3l
documents:letterhead                     process                                GET   l333344324.4.3l
documents:letterhead                     process                                POST  l333344324>4>3l
documents:use_letterhead                 letterhead                             POST  l333344324>4>3l
documents:compile                        drafting                               GET   l3333...24.4.3l
documents:compile                        final                                  GET   l3333...24.4.3l
documents:compile                        issued                                 GET   l3333...24.4.3l
documents:compile                        issued_in_unannounced                  GET   l3333...24.4.3l
documents:compile                        drafting                               POST  l3333>>324>4>3l
documents:compile                        issued                                 POST  l3333>>324>4>3l

# --- Exports
#                                                                                     AOVMFCKENXSTPUD
exports:list                             nothing                                GET   l3333..32....3l
exports:process                          process                                GET   l3333..323.3.3l
exports:process                          unannounced                            GET   l3333..324.4.3l
exports:process                          process                                POST  l3333>>323>3>3l
exports:export                           export_queued                          GET   l3333..324.4.3l
exports:export                           export_running                         GET   l3333..324.4.3l
exports:export                           export_failed                          GET   l3333..324.4.3l
exports:export                           export_ready                           GET   l3333..324.4.3l
exports:export                           export_expired                         GET   l3333..324.4.3l
exports:export                           export_of_unannounced                  GET   l3333..324.4.3l
exports:download                         export_queued                          GET   l3333>>324>4>3l
exports:download                         export_failed                          GET   l3333>>324>4>3l
exports:download                         export_expired                         GET   l3333>>324>4>3l
exports:download                         export_ready                           GET   l3333..324.4.3l
exports:download                         export_of_unannounced                  GET   l3333..324.4.3l
exports:change                           export_queued                          GET   l5555555555555l
exports:change                           export_queued                          POST  l3333>>324>4>3l
exports:change                           export_running                         POST  l3333>>324>4>3l
exports:change                           export_failed                          POST  l3333>>324>4>3l
exports:change                           export_ready                           POST  l3333>>324>4>3l
exports:change                           export_expired                         POST  l3333>>324>4>3l
exports:record_csv                       process                                GET   ...............
exports:record_csv                       unannounced                            GET   44444...44.4.44
exports:record_jsonl                     process                                GET   ...............
exports:record_jsonl                     unannounced                            GET   44444...44.4.44

# --- Rules of participation
#                                                                                     AOVMFCKENXSTPUD
modalities:modalities                    process                                GET   ...............
modalities:modalities                    modalities                             GET   ...............
modalities:modalities                    unannounced                            GET   44444...44.4.44
modalities:version                       modalities                             GET   ...............
modalities:version                       modalities_draft                       GET   444444444444444
modalities:version                       modalities_of_unannounced              GET   44444...44.4.44
modalities:changes                       modalities                             GET   ...............
modalities:changes                       modalities_of_unannounced              GET   44444...44.4.44
participation:mine                       modalities                             GET   l.............l
participation:mine                       unannounced                            GET   l4444...44.4.4l
participation:segment                    segment                                GET   l.............l
modalities:manage                        process                                GET   l333333333.4.3l
modalities:begin                         process                                GET   l333333333.4.3l
modalities:begin                         process                                POST  l333333333>4>3l
modalities:draft                         modalities_draft                       GET   l333333333.4.3l
modalities:draft                         modalities                             GET   l3333333334443l
modalities:edit                          modalities_draft                       GET   l333333333.4.3l
modalities:edit                          modalities_draft                       POST  l333333333>4>3l
modalities:edit                          modalities                             POST  l3333333334443l
modalities:clauses                       modalities_draft                       GET   l333333333.4.3l
modalities:clauses                       modalities_draft                       POST  l333333333>4>3l
modalities:edit_clause                   clause                                 GET   l333333333.4.3l
modalities:edit_clause                   clause                                 POST  l333333333>4>3l
modalities:remove_clause                 clause                                 GET   l5555555555555l
modalities:remove_clause                 clause                                 POST  l333333333>4>3l
modalities:cells                         modalities_draft                       GET   l333333333.4.3l
modalities:cells                         modalities_draft                       POST  l333333333>4>3l
modalities:cells                         modalities                             POST  l3333333334443l
modalities:enforce                       modalities_draft                       GET   l333333333.4.3l
modalities:enforce                       modalities_draft                       POST  l333333333>4>3l
modalities:enforce                       modalities                             POST  l3333333334443l
modalities:discard                       modalities_draft                       GET   l5555555555555l
modalities:discard                       modalities_draft                       POST  l333333333>4>3l
modalities:discard                       modalities                             POST  l3333333334443l

# --- The secretariat's desk: processes
#                                                                                     AOVMFCKENXSTPUD
processes:secretariat_desk               nothing                                GET   l333333333...3l
processes:create_process                 nothing                                GET   l33333333333.3l
processes:create_process                 nothing                                POST  l33333333333>3l
processes:manage_process                 process                                GET   l333333333.4.3l
processes:manage_process                 unannounced                            GET   l333333333.4.3l
processes:edit_process                   process                                GET   l333333333.4.3l
processes:edit_process                   unannounced                            GET   l333333333.4.3l
processes:edit_process                   process                                POST  l333333333>4>3l
processes:announce_process               unannounced                            GET   l5555555555555l
processes:announce_process               unannounced                            POST  l333333333>4>3l
processes:announce_process               process                                POST  l333333333>4>3l
processes:log                            process                                GET   l333333333.4.3l
processes:log                            unannounced                            GET   l333333333.4.3l
processes:offices                        process                                GET   l333333333.4.3l
processes:offices                        unannounced                            GET   l333333333.4.3l
processes:offices                        process                                POST  l333333333>4>3l
processes:end_office                     office                                 GET   l5555555555555l
processes:end_office                     office                                 POST  l333333333>4>3l
processes:rules                          process                                GET   l333333333.4.3l
processes:rules                          process                                POST  l333333333>4>3l
processes:edit_rule                      rule                                   GET   l333333333.4.3l
processes:edit_rule                      rule                                   POST  l333333333>4>3l
processes:move_rule                      rule                                   GET   l5555555555555l
processes:move_rule                      rule                                   POST  l333333333>4>3l
processes:remove_rule                    rule                                   GET   l5555555555555l
processes:remove_rule                    rule                                   POST  l333333333>4>3l
processes:add_session                    process                                GET   l333333333.4.3l
processes:add_session                    process                                POST  l333333333>4>3l
processes:edit_session                   spare_session                          GET   l333333333.4.3l
processes:edit_session                   unannounced_session                    GET   l333333333.4.3l
processes:edit_session                   spare_session                          POST  l333333333>4>3l
processes:remove_session                 spare_session                          GET   l5555555555555l
processes:remove_session                 spare_session                          POST  l333333333>4>3l
processes:agenda                         session                                GET   l333333333.4.3l
processes:agenda                         unannounced_session                    GET   l333333333.4.3l
processes:agenda                         session                                POST  l333333333>4>3l
processes:edit_agenda_item               item                                   GET   l333333333.4.3l
processes:edit_agenda_item               item                                   POST  l333333333>4>3l
processes:move_agenda_item               item                                   GET   l5555555555555l
processes:move_agenda_item               item                                   POST  l333333333>4>3l
processes:remove_agenda_item             item                                   GET   l5555555555555l
processes:remove_agenda_item             item                                   POST  l333333333>4>3l

# --- Programmes of work, set up
#                                                                                     AOVMFCKENXSTPUD
sittings:manage                          session_published                      GET   l333333333.4.3l
sittings:manage                          session                                GET   l333333333.4.3l
sittings:manage                          session_of_unannounced                 GET   l333333333.4.3l
sittings:log                             session_published                      GET   l333333333.4.3l
sittings:publish                         session_preparing                      GET   l5555555555555l
sittings:publish                         session_preparing                      POST  l333333333>4>3l
sittings:adopt                           session_published                      GET   l5555555555555l
sittings:adopt                           session_published                      POST  l333333333>4>3l
sittings:undo_adoption                   session_adopted                        GET   l5555555555555l
sittings:undo_adoption                   session_adopted                        POST  l333333333>4>3l
sittings:tell                            session_published                      GET   l5555555555555l
sittings:tell                            session_published                      POST  l333333333>4>3l
sittings:copy_day                        session_published                      GET   l5555555555555l
sittings:copy_day                        session_published                      POST  l333333333>4>3l
sittings:remove_meeting                  meeting                                GET   l5555555555555l
sittings:remove_meeting                  meeting                                POST  l333333333>4>3l
sittings:remove_segment                  segment                                GET   l5555555555555l
sittings:remove_segment                  segment                                POST  l333333333>4>3l
sittings:remove_sub_group                sub_group                              GET   l5555555555555l
sittings:remove_sub_group                sub_group                              POST  l333333333>4>3l
sittings:remove_meeting                  meeting_in_preparation                 POST  l333333333>4>3l
sittings:add_meeting                     session_published                      GET   l333333333.4.3l
sittings:add_meeting                     session_published                      POST  l333333333>4>3l
sittings:edit_meeting                    meeting                                GET   l333333333.4.3l
sittings:edit_meeting                    meeting                                POST  l333333333>4>3l
sittings:add_segment                     meeting                                GET   l333333333.4.3l
sittings:add_segment                     meeting                                POST  l333333333>4>3l
sittings:edit_segment                    segment                                GET   l333333333.4.3l
sittings:edit_segment                    segment                                POST  l333333333>4>3l
sittings:suspend                         segment                                GET   l333333333.4.3l
sittings:suspend                         segment                                POST  l333333333>4>3l
sittings:sub_groups                      process                                GET   l333333333.4.3l
sittings:sub_groups                      process                                POST  l333333333>4>3l
sittings:edit_sub_group                  sub_group                              GET   l333333333.4.3l
sittings:edit_sub_group                  sub_group                              POST  l333333333>4>3l

# --- The secretariat's desk: calls, letters, imports
#                                                                                     AOVMFCKENXSTPUD
submissions:create_call                  session                                GET   l333333333.4.3l
submissions:create_call                  session                                POST  l333333333>4>3l
submissions:manage_call                  call                                   GET   l333333333.4.3l
submissions:manage_call                  call_in_preparation                    GET   l333333333.4.3l
submissions:manage_call                  call_of_unannounced                    GET   l333333333.4.3l
submissions:edit_call                    call                                   GET   l333333333.4.3l
submissions:edit_call                    call_in_preparation                    GET   l333333333.4.3l
submissions:edit_call                    call                                   POST  l333333333>4>3l
submissions:announce_call                call_in_preparation                    GET   l5555555555555l
submissions:announce_call                call_in_preparation                    POST  l333333333>4>3l
submissions:extend_call                  call                                   GET   l333333333.4.3l
submissions:extend_call                  call_in_preparation                    GET   l333333333>4>3l
submissions:extend_call                  call                                   POST  l333333333>4>3l
submissions:add_question                 call_in_preparation                    GET   l333333333.4.3l
submissions:add_question                 call                                   GET   l333333333.4.3l
submissions:add_question                 call_in_preparation                    POST  l333333333>4>3l
submissions:edit_question                question                               GET   l333333333.4.3l
submissions:edit_question                question                               POST  l333333333>4>3l
submissions:move_question                question                               GET   l5555555555555l
submissions:move_question                question                               POST  l333333333>4>3l
submissions:remove_question              question                               GET   l5555555555555l
submissions:remove_question              question                               POST  l333333333>4>3l
submissions:imports                      call                                   GET   l333333333.3.3l
submissions:imports                      call_in_preparation                    GET   l333333333.4.3l
submissions:imports                      confidential_call                      GET   l333333333.3.3l
submissions:imports                      call                                   POST  l333333333>3>3l
submissions:enter_input                  call                                   GET   l333333333.3.3l
submissions:enter_input                  call_in_preparation                    GET   l333333333.4.3l
submissions:enter_input                  call                                   POST  l333333333>3>3l
submissions:entered                      entered_by_mail                        GET   l333333333.4.3l
submissions:entered                      submitted                              GET   l3333333334443l
submissions:import                       import_queued                          GET   l333333333.4.3l
submissions:import                       import_checked                         GET   l333333333.4.3l
submissions:import                       import_failed                          GET   l333333333.4.3l
submissions:load_import                  import_checked                         GET   l3333333335553l
submissions:load_import                  import_checked                         POST  l333333333>4>3l
submissions:load_import                  import_failed                          POST  l333333333>4>3l
submissions:retry_import                 import_failed                          GET   l3333333335553l
submissions:retry_import                 import_failed                          POST  l333333333>4>3l
submissions:retry_import                 import_queued                          POST  l333333333>4>3l

# --- People and organisations
#                                                                                     AOVMFCKENXSTPUD
accounts:profile                         nothing                                GET   l.............l
accounts:profile                         nothing                                POST  l>>>>>>>>>>>>>l
accounts:second_factor_needed            nothing                                GET   l.............l
organisations:mine                       nothing                                GET   l.............l
organisations:find                       nothing                                GET   l.............l
organisations:propose                    nothing                                GET   l.............l
organisations:propose                    nothing                                POST  l>>>>>>>>>>>>>l
organisations:organisation               owner                                  GET   l44..4444444.4l
organisations:organisation               proposed                               GET   l444.4444444.4l
organisations:join                       owner                                  GET   l.............l
organisations:join                       proposed                               GET   l4444444444444l
organisations:join                       owner                                  POST  l>>..>>>>>>>>>l
organisations:edit                       owner                                  GET   l443.4444444.4l
organisations:edit                       proposed                               GET   l444.4444444.4l
organisations:edit                       owner                                  POST  l443>4444444>4l
organisations:admit                      requested                              GET   l5555555555555l
organisations:admit                      requested                              POST  l443>4444444>4l
organisations:admit                      active                                 POST  l443>4444444>4l
organisations:refuse_member              requested                              GET   l443.4444444.4l
organisations:refuse_member              requested                              POST  l443>4444444>4l
organisations:role                       active                                 GET   l443.4444444.4l
organisations:role                       requested                              GET   l443.4444444.4l
organisations:role                       active                                 POST  l443>4444444>4l
organisations:end_membership             active                                 GET   l443.4444444.4l
organisations:end_membership             requested                              GET   l443.4444444.4l
organisations:end_membership             active                                 POST  l443>4444444>4l
organisations:desk                       nothing                                GET   l33333333333.3l
organisations:examine                    owner                                  GET   l33333333333.3l
organisations:examine                    proposed                               GET   l33333333333.3l
organisations:recognise                  proposed                               GET   l3333333333353l
organisations:recognise                  proposed                               POST  l33333333333>3l
organisations:refuse                     proposed                               GET   l3333333333353l
organisations:refuse                     proposed                               POST  l33333333333>3l
organisations:verify                     owner                                  GET   l3333333333353l
organisations:verify                     owner                                  POST  l33333333333>3l
organisations:groups                     nothing                                GET   l33333333333.3l
organisations:new_group                  nothing                                GET   l33333333333.3l
organisations:new_group                  nothing                                POST  l33333333333>3l
organisations:group                      group                                  GET   l33333333333.3l
organisations:group                      group                                  POST  l33333333333>3l
organisations:group_up                   group                                  GET   l3333333333353l
organisations:group_up                   group                                  POST  l33333333333>3l

# --- Only where mail is caught and the demo is loaded
#                                                                                     AOVMFCKENXSTPUD
mailroom:caught                          nothing                                GET   444444444444444
mailroom:caught                          letter_where_mail_is_caught            GET   ...............
mailroom:letter                          letter                                 GET   444444444444444
mailroom:letter                          letter_where_mail_is_caught            GET   ...............
demo:logins                              nothing                                GET   444444444444444
demo:logins                              embedded                               GET   ...............

# --- Signing in (django-allauth)
#                                                                                     AOVMFCKENXSTPUD
account_login                            nothing                                GET   .>>>>>>>>>>>>>.
account_logout                           nothing                                GET   >.............>
account_inactive                         nothing                                GET   ...............
account_signup                           nothing                                GET   .>>>>>>>>>>>>>.
account_reauthenticate                   nothing                                GET   l.............l
account_email                            nothing                                GET   l.............l
account_email_verification_sent          nothing                                GET   ...............
account_change_password                  nothing                                GET   l.............l
account_set_password                     nothing                                GET   l>>>>>>>>>>>>>l
account_reset_password                   nothing                                GET   ...............
account_confirm_login_code               nothing                                GET   l>>>>>>>>>>>>>l
account_confirm_email                    nothing                                GET   ...............
account_reset_password_from_key_done     nothing                                GET   ...............
account_reset_password_from_key          nothing                                GET   ...............
account_reset_password_done              nothing                                GET   ...............
mfa_index                                nothing                                GET   l.............l
mfa_authenticate                         nothing                                GET   l>>>>>>>>>>>>>l
mfa_reauthenticate                       nothing                                GET   lrrrr...r.....l
mfa_activate_totp                        nothing                                GET   lrrrrrrrrrrrrrl
mfa_deactivate_totp                      nothing                                GET   l4444rrr4rrrrrl
mfa_view_recovery_codes                  nothing                                GET   l4444444444444l
mfa_generate_recovery_codes              nothing                                GET   lrrrrrrrrrrrrrl
mfa_download_recovery_codes              nothing                                GET   l4444444444444l
mfa_list_webauthn                        nothing                                GET   l.............l
mfa_add_webauthn                         nothing                                GET   lrrrrrrrrrrrrrl
mfa_reauthenticate_webauthn              nothing                                GET   lrrrrrrrrrrrrrl
mfa_login_webauthn                       nothing                                GET   l>>>>>>>>>>>>>l
usersessions_list                        nothing                                GET   l.............l
mfa_remove_webauthn                      nothing                                GET   lrrrrrrrrrrrrrl
mfa_edit_webauthn                        nothing                                GET   lrrrrrrrrrrrrrl

# --- Accreditation
#                                                                                     AOVMFCKENXSTPUD
accreditation:rounds                     process                                GET   ...............
accreditation:rounds                     unannounced                            GET   44444...44.4.44
accreditation:accredited                 process                                GET   ...............
accreditation:accredited                 unannounced                            GET   44444...44.4.44
accreditation:round                      round                                  GET   ...............
accreditation:round                      round_in_preparation                   GET   44444..444.4.44
accreditation:round                      round_of_unannounced                   GET   44444..444.4.44
accreditation:mine                       nothing                                GET   l.............l
accreditation:apply                      round                                  GET   l.............l
accreditation:apply                      round                                  POST  l.33>333333333l
accreditation:apply                      round_in_preparation                   GET   l4444..444.4.4l
accreditation:application                application_draft                      GET   l44..444444444l
accreditation:application                application_draft                      POST  l443>444444444l
accreditation:application                application_circulated                 GET   l44..444444444l
accreditation:application                application_circulated                 POST  l443.444444444l
accreditation:withdraw                   application_circulated                 GET   l443.444444444l
accreditation:withdraw                   application_circulated                 POST  l443>444444444l
accreditation:letter                     letter_of_draft                        GET   l44..444444444l
accreditation:letter                     letter_of_submitted                    GET   l44....444.4.4l
accreditation:letter                     letter_of_circulated                   GET   l4.....444.4.4l
accreditation:mission                    nothing                                GET   l3.33333333333l
accreditation:mission_act                nothing                                POST  l3233333333333l
accreditation:mission_application        application_circulated                 GET   l3.33333333333l
accreditation:mission_application        application_submitted                  GET   l3433333333333l
accreditation:oversight                  nothing                                GET   l3333..32....3l
accreditation:answer                     nothing                                POST  l3333>>324>4>3l
accreditation:desk                       nothing                                GET   l333333333...3l
accreditation:create_round               process                                GET   l333333333.4.3l
accreditation:create_round               process                                POST  l333333333>4>3l
accreditation:manage_round               round                                  GET   l333333333.4.3l
accreditation:edit_round                 round                                  GET   l333333333.4.3l
accreditation:edit_round                 round_in_preparation                   POST  l333333333>4>3l
accreditation:announce_round             round_in_preparation                   POST  l333333333>4>3l
accreditation:extend_round               round                                  GET   l333333333.4.3l
accreditation:extend_round               round                                  POST  l333333333>4>3l
accreditation:circulate                  round_with_complete                    POST  l333333333>4>3l
accreditation:publish_list               round_over                             POST  l333333333>4>3l
accreditation:extend_silence             circulation                            GET   l333333333.4.3l
accreditation:extend_silence             circulation                            POST  l333333333>4>3l
accreditation:check                      application_submitted                  GET   l333333333.4.3l
accreditation:check                      application_draft                      GET   l3333333334443l
accreditation:check                      application_of_unannounced             GET   l333333333.4.3l
accreditation:standings                  process                                GET   l333333333.4.3l
accreditation:standings                  process                                POST  l333333333>4>3l
accreditation:end_standing               standing                               GET   l333333333.4.3l
accreditation:end_standing               standing                               POST  l333333333>4>3l
accreditation:check_act                  application_submitted                  POST  l333333333>4>3l

# --- Proposed agenda items
#                                                                                     AOVMFCKENXSTPUD
proposals:propose                        session                                GET   l.............l
proposals:propose                        unannounced_session                    GET   l4444...44.4.4l
proposals:propose                        session                                POST  l..33333333333l
proposals:propose                        session_for_proposals                  POST  l..3>333333333l
proposals:proposal                       proposal                               GET   l44..444444444l
proposals:withdraw                       proposal                               POST  l443>444444444l
proposals:desk                           nothing                                GET   l3333..32....3l
proposals:decide                         proposal                               GET   l3333..324.4.3l
proposals:decide                         proposal_to_unannounced                GET   l3333..324.4.3l
proposals:decide                         proposal                               POST  l3333>>324>4>3l

# --- Positions of delegates
#                                                                                     AOVMFCKENXSTPUD
positions:mine                           nothing                                GET   l.............l
positions:record                         ballot                                 GET   l44.4444444444l
positions:record                         ballot                                 POST  l44>4444444444l
positions:all                            adoption                               GET   l3333..324.4.3l
positions:all                            segment                                GET   l3333443244443l

# --- Registration of people for sessions
#                                                                                     AOVMFCKENXSTPUD
registration:participants                session_with_list                      GET   ...............
registration:participants                spare_session                          GET   444444444444444
registration:participants                unannounced_with_list                  GET   44444...44.4.44
registration:mine                        nothing                                GET   l.............l
registration:delegation                  delegation                             GET   l44..444444444l
registration:delegation                  delegation_at_unannounced              GET   l4444444444444l
registration:add                         delegation                             GET   l443.444444444l
registration:add                         delegation                             POST  l443>444444444l
registration:person                      registration                           GET   l44..444444444l
registration:change                      registration                           GET   l443.444444444l
registration:change                      registration                           POST  l443>444444444l
registration:consent                     registration                           POST  l443>444444444l
registration:withdraw                    registration                           GET   l443.444444444l
registration:withdraw                    registration                           POST  l443>444444444l
registration:desk                        nothing                                GET   l333333333...3l
registration:set_up                      session                                GET   l333333333.4.3l
registration:set_up                      session                                POST  l333333333>4>3l
registration:registered                  window                                 GET   l333333333.4.3l
registration:registered                  window_at_unannounced                  GET   l333333333.4.3l
registration:confirm                     window                                 POST  l333333333>4>3l
registration:badges                      window                                 GET   l333333333.4.3l
registration:badges_csv                  window                                 GET   l333333333.4.3l
registration:publish                     window                                 POST  l333333333>4>3l
registration:decide                      registration                           GET   l333333333.4.3l
registration:decide                      registration                           POST  l333333333>4>3l
registration:take_back                   window_with_list                       GET   l333333333.4.3l
registration:take_back                   window_with_list                       POST  l333333333>4>3l
registration:complete                    delegation_lacking                     GET   l333333333.4.3l
registration:complete                    delegation_lacking                     POST  l333333333>4>3l
registration:complete                    delegation                             GET   l3333333334443l
"""
